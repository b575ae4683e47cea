package countersign.bench.ratio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// On a clock that the works move themselves.
class ContestTest {
    private long now;
    private final Contest contest = new Contest(9, 2, () -> now);

    @Test
    void ratio_isOursToTheirs() {
        Contest.Result result = contest.hold(guard(30, 10, 4));
        assertEquals(3, result.ratio());
        assertTrue(result.passed());
    }

    @Test
    void slow_isFound() {
        assertFalse(contest.hold(guard(50, 10, 4)).passed());
    }

    /// A third of all batches are disturbed by a thousand times.
    @Test
    void noise_makesNoDifference() {
        int[] calls = {0};
        Guard.Work disturbed =
                () -> {
                    now += calls[0]++ % 6 < 2 ? 20_000 : 20;
                    return 0;
                };
        Contest.Result result = contest.hold(new Guard("x", disturbed, work(10), 4));
        assertTrue(result.passed(), "ratio " + result.ratio());
    }

    /// The first attempt is hopeless, the second is not.
    @Test
    void oneBadAttempt_isForgiven() {
        int[] calls = {0};
        Guard.Work ours =
                () -> {
                    calls[0]++;
                    now += calls[0] <= 2 * 2 * 9 ? 1000 : 10;
                    return 0;
                };
        assertTrue(contest.hold(new Guard("x", ours, work(10), 4)).passed());
    }

    @Test
    void everyGuard_canBeHeld() {
        for (Guard guard : Guards.all()) {
            guard.ours().once();
            guard.theirs().once();
            assertTrue(guard.atMost() > 1, guard.name());
        }
    }

    private Guard guard(int ours, int theirs, double atMost) {
        return new Guard("x", work(ours), work(theirs), atMost);
    }

    private Guard.Work work(int nanos) {
        return () -> {
            now += nanos;
            return 0;
        };
    }
}
