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

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
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
        byte[] foreign =
                new StateRecord(
                                new ChainId("other-1"),
                                Samples.KEY.type(),
                                Samples.KEY.address(),
                                2,
                                Samples.held(1))
                        .encode();
        System.arraycopy(foreign, 0, mixed, 0, foreign.length);
        assertTrue(refusal(mixed).contains("is a mix of several states"), refusal(mixed));
    }

    @Test
    void pairsThatAreNoNeighbors_areRefused() throws StoreException {
        assertOpens(record(4, 2), record(3, 1));
        assertMix(record(4, 2), record(1, 1));
        assertMix(record(2, 1), record(5, 2));
        assertMix(record(4, 2), record(4, 2));
    }

    @Test
    void pairsInEachOthersPlace_areRefused() {
        assertMix(record(3, 1), record(4, 2));
    }

    @Test
    void pairsOfTwoOwners_areRefused() {
        StateRecord ours = record(4, 2);
        ChainId chain = ours.chain();
        StateRecord otherChain =
                new StateRecord(
                        new ChainId("other-1"), ours.keyType(), ours.address(), 3, Samples.held(1));
        Bytes otherAddress = Samples.OTHER_KEY.address();
        assertMix(ours, otherChain);
        assertMix(ours, new StateRecord(chain, ours.keyType(), otherAddress, 3, Samples.held(1)));
    }

    @Test
    void markThatFalls_isRefused() throws StoreException {
        assertOpens(record(4, 2), record(3, 2));
        assertMix(record(4, 1), record(3, 2));
        assertMix(record(2, 2), record(3, 1));
    }

    /// Two signers' files that were mixed: whichever vote is repeated, the other may be out.
    @Test
    void otherMarkAtTheSamePlace_isRefused() {
        StateRecord ours = record(4, 2);
        Mark rival = new Mark.Held(Samples.precommit(2, 0, Samples.B));
        assertMix(ours, new StateRecord(ours.chain(), ours.keyType(), ours.address(), 3, rival));
    }

    @Test
    void copiesOfOneSequenceThatDiffer_areRefused() {
        byte[] image = image(record(4, 3), record(3, 1));
        System.arraycopy(record(4, 2).encode(), 0, image, 0, StateRecord.BYTES);
        assertTrue(refusal(image).contains("is a mix of several states"), refusal(image));
    }

    @Proof("D6")
    void newerVersion_isNamed() throws NoSuchAlgorithmException {
        byte[] newer = image();
        for (int block = 0; block < 4; block++) {
            newer[block * BLOCK_BYTES + 11] = 2;
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(newer, block * BLOCK_BYTES, 480);
            System.arraycopy(digest.digest(), 0, newer, block * BLOCK_BYTES + 480, 32);
        }
        assertEquals(
                "state simulated has format version 2, and this program reads version 1",
                refusal(newer));
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

    private static StateRecord record(long sequence, long height) {
        return new StateRecord(
                Samples.CHAIN,
                Samples.KEY.type(),
                Samples.KEY.address(),
                sequence,
                Samples.held(height));
    }

    private static byte[] image(StateRecord pair0, StateRecord pair1) {
        byte[] image = new byte[FILE_BYTES];
        for (int copy = 0; copy < 4; copy++) {
            byte[] record = (copy < 2 ? pair0 : pair1).encode();
            System.arraycopy(record, 0, image, copy * BLOCK_BYTES, record.length);
        }
        return image;
    }

    private static void assertOpens(StateRecord pair0, StateRecord pair1) throws StoreException {
        assertEquals(4, open(image(pair0, pair1)).intactCopies());
    }

    private static void assertMix(StateRecord pair0, StateRecord pair1) {
        String what = refusal(image(pair0, pair1));
        assertTrue(what.contains("is a mix of several states"), what);
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
}
