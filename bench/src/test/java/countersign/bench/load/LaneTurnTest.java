package countersign.bench.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bench.BenchException;
import countersign.connection.Ticker;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// On a clock that only moves when a lane works, or when somebody looks at it to wait.
class LaneTurnTest {
    private static final Duration TIME = Duration.ofMillis(10);
    private static final long MILLI = 1_000_000;

    private long now;
    private final Ticker ticker =
            new Ticker() {
                @Override
                public long nanos() {
                    now += 10;
                    return now;
                }

                @Override
                public boolean await(CountDownLatch ended, Duration limit) {
                    now += limit.toNanos();
                    return false;
                }
            };

    /// Takes so many milliseconds each time; a negative one fails.
    private final class Scripted implements Lane {
        private final List<Integer> millis;
        private int next;

        Scripted(Integer... millis) {
            this.millis = List.of(millis);
        }

        @Override
        public long once() throws BenchException {
            int took = millis.get(Math.min(next, millis.size() - 1));
            next++;
            now += Math.abs(took) * MILLI;
            if (took < 0) {
                throw new BenchException("broken", "");
            }
            return took * MILLI;
        }

        @Override
        public void close() {}
    }

    @Test
    void closedLoop_asksAgainAtOnce_untilTheTimeIsOver() {
        LaneTurn turn = turn(new Scripted(2));
        turn.run(new Pace.Closed(), TIME);
        assertEquals(5, turn.nanos().count());
        assertEquals(0.01, turn.seconds(), 0.0001);
    }

    @Test
    void fixedPace_asksOnTime() {
        LaneTurn turn = turn(new Scripted(1));
        turn.run(new Pace.Fixed(500), TIME);
        assertArrayEquals(new long[] {1, 1, 1, 1, 1}, millis(turn));
    }

    /// One answer of five milliseconds, where one is due every two: those behind it wait, and their
    /// waiting counts.
    @Test
    void slowAnswer_isCountedForThoseBehindIt() {
        LaneTurn turn = turn(new Scripted(5, 0));
        turn.run(new Pace.Fixed(500), TIME);
        assertArrayEquals(new long[] {5, 3, 1, 0, 0}, millis(turn));
    }

    @Test
    void failure_isAFault_andNoLatency() {
        LaneTurn turn = turn(new Scripted(1, -1, 1));
        turn.run(new Pace.Closed(), Duration.ofMillis(3));
        assertEquals(2, turn.nanos().count());
        assertEquals(List.of("broken"), turn.faults());
    }

    @Test
    void laneThatAlwaysFails_isGivenUp() {
        LaneTurn turn = turn(new Scripted(-1));
        turn.leadIn(Duration.ofHours(1));
        turn.run(new Pace.Closed(), Duration.ofHours(1));
        assertTrue(turn.faults().size() < 100, turn.faults().toString());
    }

    @Test
    void leadIn_bearsALostConnection_andIsNotCounted() {
        Scripted lane = new Scripted(-1, 1);
        LaneTurn turn = turn(lane);
        turn.leadIn(Duration.ZERO);
        assertEquals(2, lane.next);
        assertEquals(List.of(), turn.faults());
        assertEquals(0, turn.nanos().count());
    }

    @Test
    void lanes_shareARate() {
        Pace.Fixed pace = new Pace.Fixed(1000);
        List<Long> due = new ArrayList<>();
        for (int index = 0; index < 2; index++) {
            for (int lane = 0; lane < 2; lane++) {
                due.add(pace.dueNanos(lane, 2, index) / MILLI);
            }
        }
        assertEquals(List.of(0L, 1L, 2L, 3L), due);
    }

    private LaneTurn turn(Lane lane) {
        return new LaneTurn(lane, new LaneTurn.Place(0, 1), ticker);
    }

    private static long[] millis(LaneTurn turn) {
        return turn.nanos().map(nanos -> Math.round((double) nanos / MILLI)).toArray();
    }
}
