package countersign.bench.jmh;

import countersign.bench.ratio.Works;
import countersign.bytes.Bytes;
import countersign.consensus.SignBytes;
import countersign.consensus.Vote;
import countersign.guard.Judgement;
import countersign.guard.Mark;
import countersign.guard.Rules;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// What is computed of a message before it is signed.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MessageBenchmark {
    private final Vote held = Works.vote(1);
    private final Vote next = Works.vote(2);
    private final Mark mark = new Mark.Held(held);
    private final Bytes extension = Bytes.of(new byte[1024]);

    /// The canonical bytes of a precommit.
    @Benchmark
    public Bytes signBytes() {
        return SignBytes.of(next, Works.CHAIN);
    }

    /// The canonical bytes of an extension of 1 KiB.
    @Benchmark
    public Bytes signBytesOfExtension() {
        return SignBytes.ofExtension(extension, 1, 0, Works.CHAIN);
    }

    /// The judgement of a vote that may be signed.
    @Benchmark
    public Judgement rulesAdvance() {
        return Rules.judge(mark, next);
    }

    /// The judgement of a vote that was signed before.
    @Benchmark
    public Judgement rulesAgain() {
        return Rules.judge(mark, held);
    }
}
