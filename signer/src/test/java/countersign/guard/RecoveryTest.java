package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.KeyType;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Which intact copies are opened together, and at which mark.
class RecoveryTest {
    @Test
    void pairsThatAreNoNeighbors_areRefused() throws StoreException {
        assertOpens(record(4, 2), record(3, 1));
        assertOpens(record(4, 2), record(5, 3));
        assertMix(record(4, 2), record(1, 1));
        assertMix(record(2, 1), record(5, 2));
        assertMix(record(4, 2), record(4, 2));
    }

    @Test
    void pairsInEachOthersPlace_areRefused() {
        assertMix(record(3, 1), record(4, 2));
        assertMix(record(5, 3), record(4, 2));
    }

    @Test
    void pairsOfTwoOwners_areRefused() {
        Bytes address = Samples.KEY.address();
        assertMix(record(4, 2), owned(new ChainId("other-1"), KeyType.ED25519, address));
        assertMix(record(4, 2), owned(Samples.CHAIN, KeyType.SECP256K1, address));
        Bytes otherAddress = Samples.OTHER_KEY.address();
        assertMix(record(4, 2), owned(Samples.CHAIN, KeyType.ED25519, otherAddress));
    }

    /// As a write leaves it that the power cut off: the older copy beside the newest.
    @Test
    void newestMarkInOneCopyOfItsPair_opensAtIt() throws StoreException {
        List<StateRecord> even = List.of(record(4, 2), record(4, 2));
        assertEquals(record(5, 3), recovered(even, List.of(record(5, 3), record(3, 1))).newest());
        assertEquals(record(5, 3), recovered(even, List.of(record(3, 1), record(5, 3))).newest());
    }

    @Test
    void olderCopyOfAnotherOwner_isRefused() {
        List<StateRecord> even = List.of(record(4, 2), record(4, 2));
        StateRecord foreign = owned(new ChainId("other-1"), KeyType.ED25519, Samples.KEY.address());
        assertMix(even, List.of(record(5, 3), foreign));
        assertMix(even, List.of(foreign, record(5, 3)));
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
        Mark rival = new Mark.Held(Samples.precommit(2, 0, Samples.B));
        assertMix(
                record(4, 2),
                new StateRecord(
                        Samples.CHAIN, Samples.KEY.type(), Samples.KEY.address(), 3, rival));
    }

    @Test
    void copiesOfOneSequenceThatDiffer_areRefused() {
        List<StateRecord> odd = List.of(record(3, 1), record(3, 1));
        assertMix(List.of(record(4, 2), record(4, 3)), odd);
        assertMix(List.of(record(4, 3), record(4, 2)), odd);
    }

    private static StateRecord record(long sequence, long height) {
        return new StateRecord(
                Samples.CHAIN,
                Samples.KEY.type(),
                Samples.KEY.address(),
                sequence,
                Samples.held(height));
    }

    /// Sequence 3 at height 1 of somebody else.
    private static StateRecord owned(ChainId chain, KeyType type, Bytes address) {
        return new StateRecord(chain, type, address, 3, Samples.held(1));
    }

    private static void assertOpens(StateRecord even, StateRecord odd) throws StoreException {
        assertEquals(4, recovered(List.of(even, even), List.of(odd, odd)).intactCopies());
    }

    private static void assertMix(StateRecord even, StateRecord odd) {
        assertMix(List.of(even, even), List.of(odd, odd));
    }

    private static void assertMix(List<StateRecord> even, List<StateRecord> odd) {
        String what = assertThrows(StoreException.class, () -> recovered(even, odd)).what();
        assertTrue(what.contains("is a mix of several states"), what);
    }

    private static Recovery recovered(List<StateRecord> even, List<StateRecord> odd)
            throws StoreException {
        return Recovery.of(
                "simulated",
                List.of(
                        new StateRecord.Reading.Intact(even.getFirst()),
                        new StateRecord.Reading.Intact(even.getLast()),
                        new StateRecord.Reading.Intact(odd.getFirst()),
                        new StateRecord.Reading.Intact(odd.getLast())));
    }
}
