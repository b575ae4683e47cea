package countersign.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bench.BenchException;
import countersign.connection.Ticker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The real floors through the real turns; what they take is nobody's business here.
class TurnsTest {
    private static final Duration SHORT = Duration.ofMillis(5);

    @TempDir private Path folder = Path.of("");

    @Test
    void floors_work_andSamplesAddUp() throws BenchException {
        try (Turns turns = new Turns(Ticker.SYSTEM);
                Contender disk = new Contender("disk", false, List.of(disk("a"), disk("b")));
                Contender loop =
                        new Contender("loop", false, List.of(LoopbackLane.open(Ticker.SYSTEM)))) {
            for (Contender contender : List.of(disk, loop)) {
                Samples samples = new Samples();
                samples.add(turns.take(contender, new Pace.Closed(), SHORT, SHORT));
                int once = samples.latencies().count();
                samples.add(turns.take(contender, new Pace.Fixed(1000), SHORT, SHORT));
                assertTrue(once > 0);
                assertTrue(samples.latencies().count() > once);
                assertEquals(List.of(), samples.faults());
            }
        }
    }

    @Test
    void wrongAnswer_foundAfterwards_isAFault() throws BenchException {
        Lane wrong =
                new Lane() {
                    @Override
                    public long once() {
                        return 1;
                    }

                    @Override
                    public List<String> settle() {
                        return List.of("does not verify");
                    }

                    @Override
                    public void close() {}
                };
        try (Turns turns = new Turns(Ticker.SYSTEM);
                Contender contender = new Contender("wrong", true, List.of(wrong))) {
            Slice slice = turns.take(contender, new Pace.Closed(), SHORT, SHORT);
            assertEquals(List.of("does not verify"), slice.faults());
        }
    }

    private DiskLane disk(String name) throws BenchException {
        return DiskLane.create(folder.resolve(name), Ticker.SYSTEM);
    }
}
