package countersign.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ValuesTest {
    private static final Bytes HASH = Bytes.ofHex("ab".repeat(32));
    private static final BlockId BLOCK = new BlockId(HASH, 1, HASH);
    private static final Timestamp TIME = new Timestamp(1_700_000_000, 0);
    private static final Timestamp LATER = new Timestamp(1_700_000_000, 1);

    @Test
    void hrs_areOrderedByHeightThenRoundThenStep() {
        List<Hrs> ascending =
                List.of(
                        new Hrs(1, 0, Step.PROPOSE),
                        new Hrs(1, 0, Step.PREVOTE),
                        new Hrs(1, 0, Step.PRECOMMIT),
                        new Hrs(1, 1, Step.PROPOSE),
                        new Hrs(2, 0, Step.PROPOSE),
                        new Hrs(Long.MAX_VALUE, 0, Step.PROPOSE));
        assertEquals(ascending, ascending.reversed().stream().sorted().toList());
    }

    @Test
    void hrs_isNeverNegative() {
        assertThrows(IllegalArgumentException.class, () -> new Hrs(-1, 0, Step.PREVOTE));
        assertThrows(IllegalArgumentException.class, () -> new Hrs(0, -1, Step.PREVOTE));
    }

    @Test
    void hrs_isPrintedWithStepsFromZero() {
        assertEquals("12/3/2", new Hrs(12, 3, Step.PRECOMMIT).toString());
    }

    @Test
    void chainId_hasAtMost50Bytes() {
        assertEquals("c".repeat(50), new ChainId("c".repeat(50)).toString());
        assertThrows(IllegalArgumentException.class, () -> new ChainId("c".repeat(51)));
        assertThrows(IllegalArgumentException.class, () -> new ChainId("\u00e9".repeat(26)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 31, 33, 64})
    void hashOfAnotherLength_isRefused(int length) {
        Bytes hash = HASH.concat(HASH).first(length);
        assertThrows(IllegalArgumentException.class, () -> new BlockId(hash, 1, HASH));
        assertThrows(IllegalArgumentException.class, () -> new BlockId(HASH, 1, hash));
    }

    @Test
    void partsTotal_hasUnsigned32Bits() {
        assertThrows(IllegalArgumentException.class, () -> new BlockId(HASH, -1, HASH));
        assertThrows(IllegalArgumentException.class, () -> new BlockId(HASH, 1L << 32, HASH));
    }

    @Test
    void blockIdWithAnything_isNotNil() {
        assertTrue(new BlockId(Bytes.EMPTY, 0, Bytes.EMPTY).isNil());
        assertFalse(new BlockId(Bytes.EMPTY, 1, Bytes.EMPTY).isNil());
        assertFalse(new BlockId(Bytes.EMPTY, 0, HASH).isNil());
        assertFalse(new BlockId(HASH, 0, Bytes.EMPTY).isNil());
    }

    @Test
    void blockIdWithoutSomething_isNotComplete() {
        assertTrue(BLOCK.isComplete());
        assertFalse(new BlockId(Bytes.EMPTY, 1, HASH).isComplete());
        assertFalse(new BlockId(HASH, 0, HASH).isComplete());
        assertFalse(new BlockId(HASH, 1, Bytes.EMPTY).isComplete());
    }

    @Test
    void blockIdPrefix_isTenHexDigitsOrNil() {
        assertEquals("ABABABABAB", BLOCK.prefix());
        assertEquals("<nil>", BlockId.NIL.prefix());
    }

    @ParameterizedTest
    @CsvSource({"-62135596801, 0", "253402300800, 0", "0, -1", "0, 1000000000"})
    void timestampOutsideOfGosRange_isRefused(long seconds, int nanos) {
        assertThrows(IllegalArgumentException.class, () -> new Timestamp(seconds, nanos));
    }

    @Test
    void firstAndLastTimestamp_areEncodedAsGoDoes() {
        assertEquals(Bytes.ofHex("088092b8c398feffffff01"), Timestamp.GO_ZERO.encoded());
        assertEquals(
                Bytes.ofHex("08ff82d1ffaf0710ff93ebdc03"),
                new Timestamp(253_402_300_799L, 999_999_999).encoded());
    }

    @Test
    void messages_haveTheStepOfTheirKind() {
        Hrs propose = new Hrs(1, 0, Step.PROPOSE);
        Hrs prevote = new Hrs(1, 0, Step.PREVOTE);
        assertThrows(IllegalArgumentException.class, () -> new Vote(propose, BLOCK, TIME));
        assertThrows(IllegalArgumentException.class, () -> new Proposal(prevote, -1, BLOCK, TIME));
        assertThrows(IllegalArgumentException.class, () -> new Proposal(propose, -2, BLOCK, TIME));
        assertEquals("Prevote", new Vote(prevote, BLOCK, TIME).kind());
        assertEquals("Proposal", new Proposal(propose, -1, BLOCK, TIME).kind());
    }

    @Test
    void sameButForTime_comparesAllButTheTime() {
        Hrs hrs = new Hrs(1, 0, Step.PRECOMMIT);
        Vote vote = new Vote(hrs, BLOCK, TIME);
        assertTrue(vote.sameButForTime(new Vote(hrs, BLOCK, LATER)));
        assertFalse(vote.sameButForTime(new Vote(hrs, BlockId.NIL, TIME)));
        assertFalse(vote.sameButForTime(new Vote(new Hrs(1, 1, Step.PRECOMMIT), BLOCK, TIME)));

        Hrs propose = new Hrs(1, 2, Step.PROPOSE);
        Proposal proposal = new Proposal(propose, -1, BLOCK, TIME);
        assertTrue(proposal.sameButForTime(new Proposal(propose, -1, BLOCK, LATER)));
        assertFalse(proposal.sameButForTime(new Proposal(propose, 1, BLOCK, TIME)));
        assertFalse(proposal.sameButForTime(vote));
    }

    @Test
    void onlyAPrecommitForABlock_carriesExtensions() {
        Hrs precommit = new Hrs(1, 0, Step.PRECOMMIT);
        assertTrue(new Vote(precommit, BLOCK, TIME).isPrecommitForBlock());
        assertFalse(new Vote(precommit, BlockId.NIL, TIME).isPrecommitForBlock());
        assertFalse(new Vote(new Hrs(1, 0, Step.PREVOTE), BLOCK, TIME).isPrecommitForBlock());
    }
}
