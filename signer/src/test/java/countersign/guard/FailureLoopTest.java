package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.event.Event;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One operation of the disk fails: the first, the second, and so on, until a run gets through.
class FailureLoopTest {
    private static final int ASKED = 4;

    @ParameterizedTest
    @EnumSource
    void nthOperationFails_nothingIsPermittedAfterwardsAndNothingIsForgotten(
            FailingDisk.Failure failure) throws StoreException {
        int n = 0;
        boolean failed;
        do {
            n++;
            failed = runWithFailureAt(n, failure);
        } while (failed);
        assertTrue(n > 15, "a run has at least these many operations: " + n);
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
    private static boolean runWithFailureAt(int n, FailingDisk.Failure failure)
            throws StoreException {
        byte[] image = SimulatedDisk.created(new Mark.Unsigned()).content().toArray();
        image[4096] ^= 1;
        SimulatedDisk platter = new SimulatedDisk(Bytes.of(image));
        FailingDisk disk = new FailingDisk(platter, failure, n);
        long permitted = run(disk);
        StateFile reopened =
                StateFile.open(new SimulatedDisk(platter.content()), Samples.CHAIN, Samples.KEY);
        long height = reopened.current().place().map(hrs -> hrs.height()).orElse(0L);
        assertTrue(permitted <= height && height <= permitted + 1, "came up at " + height);
        return disk.hasFailed();
    }

    /// Asks a guard on this disk until it fails, and some more. Returns how many were permitted.
    private static long run(FailingDisk disk) {
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
        for (int height = 1; height <= ASKED; height++) {
            boolean usable = !guard.isPoisoned();
            Verdict verdict =
                    guard.judge(Samples.precommit(height, 0, Samples.A), Optional.empty());
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

    private static void assertSilentOnceFailed(Guard guard, List<Event> events, long permitted) {
        long poisoned = events.stream().filter(e -> e instanceof Event.ChainPoisoned).count();
        assertEquals(guard.isPoisoned() ? 1 : 0, poisoned, "it is said once");
        assertEquals(permitted == ASKED, !guard.isPoisoned());
        if (guard.isPoisoned() && permitted > 0) {
            Verdict repeat =
                    guard.judge(Samples.precommit(permitted, 0, Samples.A), Optional.empty());
            assertFalse(repeat instanceof Verdict.Repeated, "a poisoned guard repeats nothing");
        }
    }
}
