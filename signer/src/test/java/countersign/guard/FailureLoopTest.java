package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.event.Event;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// One operation of the disk fails: the first, the second, and so on, until a run gets through.
class FailureLoopTest {
    private int asked = 4;

    @Proof("B2")
    void nthOperationFails_nothingIsPermittedAfterwardsAndNothingIsForgotten(Figures figures)
            throws StoreException {
        int seeds = figures.size("lives", 1, 10);
        asked = figures.size("marks in a life", 4, 40);
        int runs = 0;
        for (FailingDisk.Failure failure : FailingDisk.Failure.values()) {
            for (int seed = 0; seed < seeds; seed++) {
                int operations = failEach(failure, seed);
                assertTrue(operations > 15, "operations in a life: " + operations);
                runs += operations;
            }
        }
        figures.found("kinds of failure", FailingDisk.Failure.values().length);
        figures.found("runs with a failure", runs);
    }

    /// Returns how many operations a life has.
    private int failEach(FailingDisk.Failure failure, int seed) throws StoreException {
        int n = 1;
        while (runWithFailureAt(n, failure, seed)) {
            n++;
        }
        return n - 1;
    }

    /// The write of a mark fails in its flush, the process ends and another one starts: what it
    /// repeats must be on the disk by then, and not only in the cache that it was read from.
    @Test
    void markInTheCacheOnly_isOnTheDiskBeforeItIsRepeated() throws StoreException {
        SimulatedDisk disk = SimulatedDisk.created(Samples.held(1));
        StateRecord next =
                new StateRecord(
                        Samples.CHAIN,
                        Samples.KEY.type(),
                        Samples.KEY.address(),
                        2,
                        Samples.held(2));
        for (int copy = 0; copy < 2; copy++) {
            disk.writeToCacheOnly(copy * 4096, next.encode());
        }

        StateFile reopened = StateFile.open(disk, Samples.CHAIN, Samples.KEY);

        Mark trusted = reopened.current();
        for (Bytes image : disk.afterPowerCut()) {
            StateFile later = StateFile.open(new SimulatedDisk(image), Samples.CHAIN, Samples.KEY);
            assertEquals(trusted, later.current());
        }
    }

    /// Returns whether the n-th operation came to pass. One copy is damaged, so that opening
    /// repairs.
    private boolean runWithFailureAt(int n, FailingDisk.Failure failure, int seed)
            throws StoreException {
        byte[] image = SimulatedDisk.created(new Mark.Unsigned()).content().toArray();
        image[4096 * (seed % 4)] ^= 1;
        SimulatedDisk platter = new SimulatedDisk(Bytes.of(image));
        FailingDisk disk = new FailingDisk(platter, failure, n);
        long permitted = run(disk, new SplittableRandom(seed));
        StateFile reopened =
                StateFile.open(new SimulatedDisk(platter.content()), Samples.CHAIN, Samples.KEY);
        long height = reopened.current().place().map(hrs -> hrs.height()).orElse(0L);
        assertTrue(permitted <= height && height <= permitted + 1, "came up at " + height);
        return disk.hasFailed();
    }

    /// Asks a guard on this disk until it fails, and some more. Returns how many were permitted.
    private long run(FailingDisk disk, SplittableRandom random) {
        StateFile state;
        try {
            state = StateFile.open(disk, Samples.CHAIN, Samples.KEY);
        } catch (StoreException atStart) {
            assertTrue(disk.hasFailed());
            return 0;
        }
        List<Event> events = new ArrayList<>();
        Guard guard =
                new Guard(Samples.CHAIN, Samples.KEY, state, RawSigning.FORBIDDEN, events::add);
        long permitted = 0;
        for (int height = 1; height <= asked; height++) {
            boolean usable = !guard.isPoisoned();
            Verdict verdict =
                    guard.judge(
                            Samples.precommit(height, random.nextInt(3), Samples.A),
                            Optional.empty());
            switch (verdict) {
                case Verdict.Allowed _ -> {
                    assertTrue(usable, "permitted after a failure");
                    permitted++;
                }
                case Verdict.Repeated _ -> throw new AssertionError("nothing was asked twice");
                case Verdict.Refused(Refusal reason, Mark _) -> {
                    assertEquals(Refusal.POISONED, reason);
                    assertTrue(guard.isPoisoned());
                    assertTrue(disk.hasFailed());
                }
            }
        }
        assertSilentOnceFailed(guard, events, permitted);
        return permitted;
    }

    private void assertSilentOnceFailed(Guard guard, List<Event> events, long permitted) {
        long poisoned = events.stream().filter(e -> e instanceof Event.ChainPoisoned).count();
        assertEquals(guard.isPoisoned() ? 1 : 0, poisoned, "it is said once");
        assertEquals(permitted == asked, !guard.isPoisoned());
        if (guard.isPoisoned() && permitted > 0) {
            for (int round = 0; round < 3; round++) {
                Verdict repeat =
                        guard.judge(
                                Samples.precommit(permitted, round, Samples.A), Optional.empty());
                assertFalse(repeat instanceof Verdict.Repeated, "a poisoned guard repeats");
            }
        }
    }
}
