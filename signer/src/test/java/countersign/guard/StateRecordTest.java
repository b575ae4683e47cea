package countersign.guard;

import static countersign.guard.Samples.A;
import static countersign.guard.Samples.T1;
import static countersign.guard.Samples.precommit;
import static countersign.guard.Samples.prevote;
import static countersign.guard.Samples.proposal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.guard.StateRecord.Reading;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

class StateRecordTest {
    private static final BlockId ONLY_PARTS =
            new BlockId(Bytes.EMPTY, 0xFFFF_FFFFL, Bytes.of(new byte[32]));
    private static final Timestamp LAST_TIME = new Timestamp(253_402_300_799L, 999_999_999);

    @Test
    void everyKindOfMark_comesBackEqual() {
        List<Mark> marks =
                List.of(
                        new Mark.Unsigned(),
                        new Mark.Burnt(new Hrs(0, 0, Step.PROPOSE)),
                        new Mark.Burnt(new Hrs(Long.MAX_VALUE, Integer.MAX_VALUE, Step.PRECOMMIT)),
                        new Mark.Held(prevote(5, 1, A)),
                        new Mark.Held(precommit(5, 1, BlockId.NIL)),
                        new Mark.Held(precommit(Long.MAX_VALUE, Integer.MAX_VALUE, ONLY_PARTS)),
                        new Mark.Held(prevote(0, 0, A).at(Timestamp.GO_ZERO)),
                        new Mark.Held(proposal(5, 1, -1, A, LAST_TIME)),
                        new Mark.Held(proposal(5, 1, 0, BlockId.NIL, T1)),
                        new Mark.Held(proposal(5, 1, Integer.MAX_VALUE, A, T1)));
        for (Mark mark : marks) {
            assertComesBack(record(Samples.CHAIN, Samples.KEY, 7, mark));
        }
    }

    @Test
    void loweredMark_comesBackAsSuchAndEndsWithTheNext() {
        StateRecord high = record(Samples.CHAIN, Samples.KEY, 7, Samples.held(9));
        StateRecord low = high.lowered(new Mark.Burnt(new Hrs(3, 0, Step.PREVOTE)));
        assertComesBack(low);
        assertEquals(8, low.sequence());
        assertTrue(low.lowered());
        assertFalse(low.next(Samples.held(4)).lowered());
    }

    @Test
    void everyOwner_comesBackEqual() {
        for (String chain : List.of("", "a", "Kette-\u00e4\u20ac", "x".repeat(50))) {
            for (PublicKey key : List.of(Samples.KEY, Samples.SECP256K1_KEY)) {
                assertComesBack(
                        record(new ChainId(chain), key, Long.MAX_VALUE, new Mark.Unsigned()));
            }
        }
    }

    /// The format is public: these bytes never change under version 1.
    @Test
    void heldProposal_hasTheDocumentedBytes() {
        Mark mark = new Mark.Held(proposal(0x0102_0304_0506_0708L, 0x090A, -1, A, T1));
        Bytes bytes = Bytes.of(record(Samples.CHAIN, Samples.KEY, 42, mark).encode());
        String hash = "0a" + "00".repeat(31);
        String expected =
                "435349474e4d524b" // magic
                        + "00000001" // format version
                        + "00000001" // Ed25519
                        + "000000000000002a" // sequence
                        + "0102030405060708" // height
                        + "0000090a" // round
                        + "00000001" // propose
                        + "00000002" // held
                        + "ffffffff" // no POL round
                        + "000000006553f100" // seconds
                        + "075bcd15" // nanoseconds
                        + "0000000b" // part-set total
                        + ("00000020" + hash) // block hash
                        + ("00000020" + hash) // part-set hash
                        + ("00000014" + Samples.KEY.address())
                        + ("0000000c" + "746573742d636861696e2d31" + "00".repeat(38)) // chain id
                        + "00".repeat(266);
        assertEquals(expected, bytes.first(480).hex());
    }

    @Test
    void anyFlippedBit_isDamage() {
        byte[] record = record(Samples.CHAIN, Samples.KEY, 7, Samples.held(5)).encode();
        for (int bit = 0; bit < 8 * record.length; bit++) {
            record[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(new Reading.Damaged(), StateRecord.decode(record));
            record[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void otherVersion_isNamed() {
        assertEquals(new Reading.OtherVersion(2), readChanged(record -> record.putInt(8, 2)));
    }

    /// Whatever it says after that is not a version.
    @Test
    void otherMagic_isDamageWhateverItsVersion() {
        assertNonsense(record -> record.putLong(0, 1));
        assertNonsense(record -> record.putLong(0, 1).putInt(8, 2));
    }

    @Test
    void onlyABurntMark_canBeLowered() {
        for (Mark other : List.of(new Mark.Unsigned(), Samples.held(5))) {
            assertThrows(
                    Bug.class,
                    () ->
                            new StateRecord(
                                    Samples.CHAIN,
                                    Samples.KEY.type(),
                                    Samples.KEY.address(),
                                    7,
                                    other,
                                    true));
        }
    }

    @Test
    void addressLongerThanItsField_isBugAndNotWrittenOverTheChain() {
        Bytes tooLong = Samples.KEY.address().concat(Bytes.of((byte) 1));
        StateRecord record =
                new StateRecord(Samples.CHAIN, Samples.KEY.type(), tooLong, 7, new Mark.Unsigned());
        assertThrows(Bug.class, record::encode);
    }

    @Test
    void bytesOfAnotherLength_areNoRecordToRead() {
        byte[] record = record(Samples.CHAIN, Samples.KEY, 7, Samples.held(5)).encode();
        for (int length : new int[] {0, 511, 513}) {
            assertThrows(Bug.class, () -> StateRecord.decode(Arrays.copyOf(record, length)));
        }
    }

    @Test
    void nonsenseUnderAValidChecksum_isDamage() {
        assertNonsense(record -> record.putInt(12, 3));
        assertNonsense(record -> record.putLong(16, -1));
        assertNonsense(record -> record.putLong(24, -1));
        assertNonsense(record -> record.putInt(32, -1));
        assertNonsense(record -> record.putInt(36, 0));
        assertNonsense(record -> record.putInt(36, 4));
        assertNonsense(record -> record.putInt(40, 3));
        assertNonsense(record -> record.putInt(40, 0));
        assertNonsense(record -> record.putInt(44, 1));
        assertNonsense(record -> record.putInt(56, 1_000_000_000));
        assertNonsense(record -> record.putInt(64, 31));
        assertNonsense(record -> record.putInt(64, -1));
        assertNonsense(record -> record.putInt(100, Integer.MAX_VALUE));
        assertNonsense(record -> record.putInt(136, 21));
        assertNonsense(record -> record.putInt(160, 51));
        assertNonsense(record -> record.put(164, (byte) 0xFF));
        assertNonsense(record -> record.put(213, (byte) 1));
        assertNonsense(record -> record.put(479, (byte) 1));
    }

    private interface Change {
        void apply(ByteBuffer record);
    }

    private static void assertNonsense(Change change) {
        assertEquals(new Reading.Damaged(), readChanged(change));
    }

    /// What a record with a change and a fitting checksum is read as.
    private static Reading readChanged(Change change) {
        byte[] bytes = record(Samples.CHAIN, Samples.KEY, 7, Samples.held(5)).encode();
        change.apply(ByteBuffer.wrap(bytes));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, 480);
            System.arraycopy(digest.digest(), 0, bytes, 480, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        return StateRecord.decode(bytes);
    }

    private static StateRecord record(ChainId chain, PublicKey key, long sequence, Mark mark) {
        return new StateRecord(chain, key.type(), key.address(), sequence, mark);
    }

    private static void assertComesBack(StateRecord record) {
        assertEquals(new Reading.Intact(record), StateRecord.decode(record.encode()));
    }
}
