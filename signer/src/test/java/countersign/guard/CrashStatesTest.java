package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.guard.CrashExplorer.Findings;
import countersign.guard.CrashExplorer.Limits;
import countersign.guard.SimulatedDisk.Fault;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Nothing released is ever forgotten: every crash state of a short life, enumerated.
class CrashStatesTest {
    private static final int BLOCK_BYTES = 4096;
    private static final int PAIR_BYTES = 8192;

    @Proof("B1")
    void threePowerCutsAndOneRottenCopy_loseNothingAndRefuseNothing(Figures figures) {
        int advances = figures.size("marks in a life", 3, 5);
        Findings found = CrashExplorer.explore(new Limits(advances, 3, 1), Fault.NONE, false);
        report(found, figures);
        assertEquals(0, found.lost(), found::toString);
        assertEquals(0, found.invented(), found::toString);
        assertEquals(0, found.refused(), found::toString);
        assertTrue(found.starts() > 10_000, found::toString);
    }

    /// Whatever the crash, a lowering leaves the old mark or the new one, in a file that opens.
    @Proof("B1")
    void lowering_losesNothingAndRefusesNothing(Figures figures) {
        Findings found = lowering(new Limits(5, 2, 1), Fault.NONE);
        report(found, figures);
        assertEquals(0, found.lost(), found::toString);
        assertEquals(0, found.invented(), found::toString);
        assertEquals(0, found.refused(), found::toString);
        assertTrue(found.starts() > 5_000, found::toString);
    }

    /// The test of that test.
    @Test
    void loweringOnABrokenDisk_isCaught() {
        for (Fault fault : List.of(Fault.KEEPS_FIRST_COPY_ONLY, Fault.KEEPS_ONE_PAIR_ONLY)) {
            Findings found = lowering(new Limits(5, 1, 1), fault);
            assertTrue(found.lost() + found.refused() > 0, found::toString);
        }
        assertTrue(lowering(new Limits(5, 1, 0), Fault.NEVER_FLUSHES).lost() > 0);
    }

    private static Findings lowering(Limits limits, Fault fault) {
        return CrashExplorer.explore(CrashExplorer.LOWERED_ONCE, limits, fault, false);
    }

    @Proof("B1")
    void twoRottenCopiesAtOnce_mayRefuseButLoseNothing(Figures figures) {
        Findings found = CrashExplorer.explore(new Limits(1, 1, 2), Fault.NONE, false);
        report(found, figures);
        assertEquals(0, found.lost(), found::toString);
        assertEquals(0, found.invented(), found::toString);
        assertTrue(found.refused() > 0, "losing a pair must not go unnoticed");
    }

    /// The test of the test: whoever breaks a promise that the argument rests on is caught.
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "NEVER_FLUSHES", "LOSES_REPAIRS"})
    void brokenDisk_isCaught(Fault fault) {
        Findings found = CrashExplorer.explore(new Limits(2, 2, 1), fault, false);
        assertTrue(found.lost() + found.refused() > 0, found::toString);
    }

    @Test
    void diskThatNeverFlushes_isCaughtLosingMarks() {
        assertTrue(
                CrashExplorer.explore(new Limits(3, 1, 0), Fault.NEVER_FLUSHES, false).lost() > 0);
    }

    /// Why a copy that is older than its sibling is rewritten at once: else one rotten copy later
    /// brings the older one back.
    @Test
    void diskThatLosesRepairs_isCaughtLosingMarks() {
        assertTrue(
                CrashExplorer.explore(new Limits(2, 2, 1), Fault.LOSES_REPAIRS, false).lost() > 0);
    }

    @Test
    void releaseBeforeFlush_isCaughtLosingMarks() {
        assertTrue(CrashExplorer.explore(new Limits(3, 1, 0), Fault.NONE, true).lost() > 0);
    }

    @Test
    void everySubsetOfTheSixteenSectorsInFlight_recovers() throws StoreException {
        List<Bytes> images = images();
        for (int last = 1; last < images.size(); last++) {
            byte[] before = images.get(last - 1).toArray();
            byte[] after = images.get(last).toArray();
            // All in full for the first write; of the others those of a prime stride.
            for (int subset = 0; subset < 1 << 16; subset += last == 1 ? 1 : 13) {
                assertOpensBetween(last - 1, last, torn(before, after, last, subset));
            }
        }
    }

    @Test
    void everyPrefixOfAWriteInBytes_recovers() throws StoreException {
        List<Bytes> images = images();
        for (int last = 1; last < images.size(); last++) {
            byte[] torn = images.get(last - 1).toArray();
            byte[] after = images.get(last).toArray();
            int start = start(last);
            for (int length = 0; length < PAIR_BYTES; length++) {
                assertOpensBetween(last - 1, last, torn);
                torn[start + length] = after[start + length];
            }
        }
    }

    @Test
    void everyPrefixInBytesWithARottenCopy_neverComesUpLower() {
        List<Bytes> images = images();
        int opened = 0;
        for (int rotten = 0; rotten < 4; rotten++) {
            byte[] torn = images.get(2).toArray();
            byte[] after = images.get(3).toArray();
            for (int length = 0; length < PAIR_BYTES; length++) {
                torn[start(3) + length] = after[start(3) + length];
                byte[] image = torn.clone();
                Arrays.fill(image, rotten * BLOCK_BYTES, (rotten + 1) * BLOCK_BYTES, (byte) 0xE5);
                try {
                    assertTrue(height(image) >= 2);
                    opened++;
                } catch (StoreException refused) {
                    assertTrue(refused.what().contains("both copies"), refused.what());
                }
            }
        }
        assertTrue(opened > 30_000, "refused more than the bytes of one record: " + opened);
    }

    @Test
    void bothCopiesInFlightGarbled_isRefused() {
        byte[] image = images().getLast().toArray();
        Arrays.fill(image, 0, PAIR_BYTES, (byte) 0xE5);
        assertTrue(refusal(image).contains("lost both copies"), refusal(image));
    }

    @Test
    void unreadableBlock_isMadeGoodFromItsSibling() throws StoreException {
        for (int block = 0; block < 4; block++) {
            SimulatedDisk disk = new SimulatedDisk(images().getLast());
            disk.breakBlock(block);
            StateFile state = StateFile.open(disk, Samples.CHAIN, Samples.KEY);
            assertEquals(Samples.held(3), state.current());
            assertEquals(3, state.intactCopies());
            state.advance(Samples.held(3), Samples.held(4));
        }
    }

    @Test
    void repairedState_isWhole() throws StoreException {
        byte[] image = images().getLast().toArray();
        image[1] ^= 1;
        SimulatedDisk disk = new SimulatedDisk(Bytes.of(image));
        StateFile.open(disk, Samples.CHAIN, Samples.KEY);
        assertEquals(images().getLast(), disk.content());
    }

    private static String refusal(byte[] image) {
        try {
            return "opened at " + height(image);
        } catch (StoreException e) {
            return e.what();
        }
    }

    /// The whole file after creation and after each of three advances.
    private static List<Bytes> images() {
        SimulatedDisk disk = SimulatedDisk.created(new Mark.Unsigned());
        List<Bytes> images = new ArrayList<>(List.of(disk.content()));
        try {
            StateFile state = StateFile.open(disk, Samples.CHAIN, Samples.KEY);
            for (int height = 1; height <= 3; height++) {
                state.advance(state.current(), Samples.held(height));
                images.add(disk.content());
            }
        } catch (StoreException e) {
            throw new AssertionError("a simulated disk takes every write", e);
        }
        return images;
    }

    /// Where the write begins that makes the mark `height`, which has sequence `height + 1`.
    private static int start(int height) {
        return (height + 1) % 2 * PAIR_BYTES;
    }

    private static byte[] torn(byte[] before, byte[] after, int height, int subset) {
        byte[] image = before.clone();
        for (int sector = 0; sector < 16; sector++) {
            if ((subset & 1 << sector) != 0) {
                int offset = start(height) + sector * SimulatedDisk.SECTOR_BYTES;
                System.arraycopy(after, offset, image, offset, SimulatedDisk.SECTOR_BYTES);
            }
        }
        return image;
    }

    private static void assertOpensBetween(long released, long asked, byte[] image)
            throws StoreException {
        long height = height(image);
        assertTrue(released <= height && height <= asked, () -> "came up at " + height);
    }

    private static long height(byte[] image) throws StoreException {
        Disk disk = new SimulatedDisk(Bytes.of(image));
        return StateFile.open(disk, Samples.CHAIN, Samples.KEY)
                .current()
                .place()
                .map(hrs -> hrs.height())
                .orElse(0L);
    }

    private static void report(Findings found, Figures figures) {
        figures.found("power cuts", found.powerCuts());
        figures.found("starts", found.starts());
        figures.found("refused", found.refused());
        figures.found("lost", found.lost());
    }
}
