package countersign.bench.jmh;

import countersign.bench.ratio.SecretPair;
import countersign.bench.ratio.Works;
import countersign.connection.secret.ConnectionKey;

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

/// SecretConnection without a network: both ends in one thread.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConnectionBenchmark {
    private static final int FRAME_DATA_BYTES = 1024;

    private final ConnectionKey near = Works.identity();
    private final ConnectionKey far = Works.identity();
    private final SecretPair pair = SecretPair.open();
    private final byte[] message = new byte[FRAME_DATA_BYTES];
    private final byte[] into = new byte[FRAME_DATA_BYTES];

    /// Both ends of a handshake.
    @Benchmark
    public String handshake() {
        return Works.handshake(near, far);
    }

    /// One frame sealed and opened.
    @Benchmark
    public byte frameSealAndOpen() {
        return pair.carry(message, into);
    }
}
