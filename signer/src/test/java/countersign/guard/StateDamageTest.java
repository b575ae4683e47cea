package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.PublicKey;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// What lies in a state file when a signer starts, other than what it left there.
class StateDamageTest {
    private static final int FILE_BYTES = 16384;
    private static final int BLOCK_BYTES = 4096;

    @Proof("B6")
    void everyFlippedBit_isMadeGood(Figures figures) throws StoreException {
        byte[] image = image();
        for (int bit = 0; bit < 8 * FILE_BYTES; bit++) {
            flip(image, bit);
            StateFile state = open(image);
            assertEquals(Samples.held(2), state.current());
            assertEquals(3, state.intactCopies());
            flip(image, bit);
        }
        figures.found("bits flipped, all made good", 8 * FILE_BYTES);
    }

    @Proof("B6")
    void twoFlippedBits_areMadeGoodOrRefused(Figures figures) {
        int pairs = figures.size("pairs of bits flipped", 20_000, 1_000_000);
        SplittableRandom random = new SplittableRandom(pairs);
        int refused = 0;
        byte[] image = image();
        for (int i = 0; i < pairs; i++) {
            int one = random.nextInt(8 * FILE_BYTES);
            int other = random.nextInt(8 * FILE_BYTES);
            flip(image, one);
            flip(image, other);
            try {
                assertEquals(Samples.held(2), open(image).current());
            } catch (StoreException lostAPair) {
                assertTrue(lostAPair.what().contains("lost both copies"), lostAPair.what());
                refused++;
            }
            flip(image, one);
            flip(image, other);
        }
        figures.found("of them refused", refused);
        // Two bits of the two copies of one pair: a quarter of all.
        assertTrue(refused > pairs / 5 && refused < pairs / 3, refused + " refused");
    }

    @Proof("B7")
    void everyLength_isRefusedButTheRightOne(Figures figures) {
        figures.found("lengths", 2 * FILE_BYTES);
        byte[] image = image();
        for (int length = 0; length <= 2 * FILE_BYTES; length++) {
            if (length != FILE_BYTES) {
                String what = refusal(Arrays.copyOf(image, length));
                assertEquals("state simulated has " + length + " bytes instead of 16384", what);
            }
        }
    }

    @Proof("B7")
    void uniformContent_isNoState() {
        for (int value : new int[] {0, 0xFF, 0x20, 0xE5}) {
            byte[] image = new byte[FILE_BYTES];
            Arrays.fill(image, (byte) value);
            assertTrue(refusal(image).contains("is not a state"), refusal(image));
        }
    }

    @Proof("B7")
    void bothCopiesOfEitherPairGone_isRefusedAndNamesTheOther() {
        byte[] newestGone = image();
        Arrays.fill(newestGone, BLOCK_BYTES * 2, BLOCK_BYTES * 4, (byte) 0);
        byte[] previousGone = image();
        Arrays.fill(previousGone, 0, BLOCK_BYTES * 2, (byte) 0);
        // The third write of a life goes to pair 1, so the mark of sequence 3 is there.
        assertTrue(refusal(newestGone).contains("the other mark is 1/0/2"), refusal(newestGone));
        assertTrue(
                refusal(previousGone).contains("the other mark is 2/0/2"), refusal(previousGone));
    }

    @Test
    void oneCopyOfEachPairGone_opens() throws StoreException {
        byte[] image = image();
        Arrays.fill(image, 0, BLOCK_BYTES, (byte) 0);
        Arrays.fill(image, BLOCK_BYTES * 3, BLOCK_BYTES * 4, (byte) 0);
        assertEquals(Samples.held(2), open(image).current());
        assertEquals(2, open(image).intactCopies());
    }

    @Proof("B7")
    void otherChain_isRefusedWithBothNames() {
        StoreException refused =
                assertThrows(
                        StoreException.class,
                        () -> open(image(), new ChainId("other-1"), Samples.KEY));
        assertEquals(
                "state simulated is of validator 21FE31DFA154A261626BF854046FD2271B7BED4B"
                        + " (ed25519) on chain 'test-chain-1' instead of validator"
                        + " 21FE31DFA154A261626BF854046FD2271B7BED4B (ed25519) on chain 'other-1'",
                refused.what());
    }

    @Proof("B7")
    void otherKey_isRefused() {
        for (PublicKey key : new PublicKey[] {Samples.OTHER_KEY, Samples.SECP256K1_KEY}) {
            StoreException refused =
                    assertThrows(StoreException.class, () -> open(image(), Samples.CHAIN, key));
            assertTrue(refused.what().contains(key.address().upperHex()), refused.what());
        }
    }

    @Proof("B7")
    void partOfAnOlderBackup_isRefused() throws StoreException {
        byte[] backup = image();
        SimulatedDisk disk = new SimulatedDisk(Bytes.of(backup));
        StateFile state = StateFile.open(disk, Samples.CHAIN, Samples.KEY);
        for (int height = 3; height <= 5; height++) {
            state.advance(state.current(), Samples.held(height));
        }
        for (int block = 0; block < 4; block++) {
            byte[] partly = disk.content().toArray();
            System.arraycopy(backup, block * BLOCK_BYTES, partly, block * BLOCK_BYTES, BLOCK_BYTES);
            assertTrue(refusal(partly).contains("is a mix of several states"), refusal(partly));
        }
    }

    @Proof("B7")
    void copiesOfAnotherOwnerInside_areRefused() {
        byte[] mixed = image();
        StateRecord ours = record(2, Samples.held(1));
        ChainId other = new ChainId("other-1");
        put(mixed, 0, new StateRecord(other, ours.keyType(), ours.address(), 2, ours.mark()));
        assertTrue(refusal(mixed).contains("is a mix of several states"), refusal(mixed));
    }

    /// A repair that is cut off may spoil what it touches: never a good copy before the damaged
    /// ones are good again.
    @Test
    void damagedAndOutdatedCopies_areMadeGoodBeforeAnyOther() throws StoreException {
        byte[] image = image();
        flip(image, 0);
        put(image, 3, record(1, new Mark.Unsigned()));
        List<Integer> written = new ArrayList<>();
        Disk disk = new WritesSeen(new SimulatedDisk(Bytes.of(image)), written);
        StateFile.open(disk, Samples.CHAIN, Samples.KEY);
        assertEquals(List.of(0, 3 * BLOCK_BYTES, BLOCK_BYTES, 2 * BLOCK_BYTES), written);
    }

    @Proof("D6")
    void newerVersion_isNamed() throws NoSuchAlgorithmException {
        assertEquals(
                "state simulated has format version 2, and this program reads version 1",
                refusal(newerVersion()));
    }

    /// A later version may keep more in a block than one record.
    @Test
    void newerVersionWithMoreInItsBlock_isNamedAllTheSame() throws NoSuchAlgorithmException {
        byte[] newer = newerVersion();
        for (int block = 1; block <= 4; block++) {
            newer[block * BLOCK_BYTES - 1] = 1;
        }
        assertTrue(refusal(newer).contains("has format version 2"), refusal(newer));
    }

    @Test
    void refusedState_isNotTouched() {
        byte[] image = image();
        Arrays.fill(image, 0, BLOCK_BYTES * 2, (byte) 0);
        SimulatedDisk disk = new SimulatedDisk(Bytes.of(image));
        assertThrows(StoreException.class, () -> StateFile.open(disk, Samples.CHAIN, Samples.KEY));
        assertEquals(Bytes.of(image), disk.content());
    }

    private static void flip(byte[] image, int bit) {
        image[bit / 8] ^= (byte) (1 << bit % 8);
    }

    private static void put(byte[] image, int block, StateRecord record) {
        System.arraycopy(record.encode(), 0, image, block * BLOCK_BYTES, StateRecord.BYTES);
    }

    private static StateRecord record(long sequence, Mark mark) {
        return new StateRecord(
                Samples.CHAIN, Samples.KEY.type(), Samples.KEY.address(), sequence, mark);
    }

    private static byte[] newerVersion() throws NoSuchAlgorithmException {
        byte[] newer = image();
        for (int block = 0; block < 4; block++) {
            newer[block * BLOCK_BYTES + 11] = 2;
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(newer, block * BLOCK_BYTES, 480);
            System.arraycopy(digest.digest(), 0, newer, block * BLOCK_BYTES + 480, 32);
        }
        return newer;
    }

    /// A state after two advances: sequence 3 in pair 1, sequence 2 in pair 0.
    private static byte[] image() {
        SimulatedDisk disk = SimulatedDisk.created(new Mark.Unsigned());
        try {
            StateFile state = StateFile.open(disk, Samples.CHAIN, Samples.KEY);
            state.advance(state.current(), Samples.held(1));
            state.advance(state.current(), Samples.held(2));
        } catch (StoreException e) {
            throw new AssertionError("a simulated disk takes every write", e);
        }
        return disk.content().toArray();
    }

    private static StateFile open(byte[] image) throws StoreException {
        return open(image, Samples.CHAIN, Samples.KEY);
    }

    private static StateFile open(byte[] image, ChainId chain, PublicKey key)
            throws StoreException {
        return StateFile.open(new SimulatedDisk(Bytes.of(image)), chain, key);
    }

    private static String refusal(byte[] image) {
        return assertThrows(StoreException.class, () -> open(image)).what();
    }

    /// Where each write begins.
    private record WritesSeen(SimulatedDisk disk, List<Integer> offsets) implements Disk {
        @Override
        public String name() {
            return disk.name();
        }

        @Override
        public long length() {
            return disk.length();
        }

        @Override
        public byte[] read(int offset, int length) throws IOException {
            return disk.read(offset, length);
        }

        @Override
        public void write(int offset, byte[] content) {
            offsets.add(offset);
            disk.write(offset, content);
        }

        @Override
        public void close() {}
    }
}
