package countersign.harness.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.Timestamp;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

final class AnswerDecoderTest {
    private static final Answer.SignerError ERROR = new Answer.SignerError(1, "it's a error");

    @Test
    void pong_isRead() {
        assertEquals(new Answer.Pong(), read(Vectors.message("ping response", "v0.34.35")));
    }

    @Test
    void key_isReadInBothForms() {
        Bytes key = Bytes.ofHex(Vectors.fixture("ed25519_pub"));
        Optional<Answer.OneofKey> oneof = Optional.of(new Answer.OneofKey(1, key));
        assertEquals(
                new Answer.ShownKey(oneof, Bytes.EMPTY, "", Optional.empty()),
                read(Vectors.message("pubKey response", "v0.34.35")));
        assertEquals(
                new Answer.ShownKey(Optional.empty(), key, "ed25519", Optional.empty()),
                read(Vectors.message("pubKey response", "v1.0.1")));
        assertEquals(
                new Answer.ShownKey(oneof, key, "ed25519", Optional.empty()),
                read(Vectors.message("pubKey response, all-versions superset", "")));
    }

    @Test
    void errors_areRead() {
        for (String tag : List.of("v0.34.35", "v1.0.1")) {
            Answer key = read(Vectors.message("pubKey response with error", tag));
            assertEquals(Optional.of(ERROR), assertInstanceOf(Answer.ShownKey.class, key).error());
        }
        Answer vote = read(Vectors.message("Vote Response with error", "v0.34.35"));
        assertEquals(Optional.of(ERROR), assertInstanceOf(Answer.SignedVote.class, vote).error());
        Answer proposal = read(Vectors.message("Proposal Response with error", "v0.34.35"));
        assertEquals(
                Optional.of(ERROR),
                assertInstanceOf(Answer.SignedProposal.class, proposal).error());
    }

    @Test
    void proposal_givesItsSignatureAlone() {
        Answer answer = read(Vectors.message("Proposal Response", "v0.34.35"));
        Bytes signature = assertInstanceOf(Answer.SignedProposal.class, answer).signature();
        assertEquals("697427732061207369676e6174757265", signature.hex());
    }

    @Test
    void bareBytes_giveTheirSignature() {
        Answer answer = read(Vectors.message("SignBytesResponse v1", ""));
        assertEquals(64, assertInstanceOf(Answer.SignedBytes.class, answer).signature().length());
    }

    @Test
    void voteTime_absentEmptyAndSetAreThreeThings() {
        assertEquals(Timestamp.GO_ZERO, signedVote(new ProtoWriter()).timestamp());
        assertEquals(
                new Timestamp(0, 0),
                signedVote(new ProtoWriter().message(5, Bytes.EMPTY)).timestamp());
        Bytes set = new ProtoWriter().varint(1, 7).varint(2, 8).done();
        assertEquals(
                new Timestamp(7, 8), signedVote(new ProtoWriter().message(5, set)).timestamp());
    }

    @Test
    void timeOutsideGosRange_isMalformed() {
        Bytes late = new ProtoWriter().varint(1, 253_402_300_800L).done();
        Bytes vote = new ProtoWriter().message(5, late).done();
        assertInstanceOf(Answer.Malformed.class, read(answer(4, vote)));
    }

    @Test
    void voteSignatures_areReadFromFields8And10And12() {
        Answer.SignedVote vote =
                signedVote(
                        new ProtoWriter()
                                .bytes(8, Bytes.of((byte) 8))
                                .bytes(10, Bytes.of((byte) 10))
                                .bytes(12, Bytes.of((byte) 12)));
        assertEquals("08", vote.signature().hex());
        assertEquals("0a", vote.extensionSignature().hex());
        assertEquals("0c", vote.nonRpExtensionSignature().hex());
    }

    @Test
    void emptyMessageAndRequests_areUnexpected() {
        assertEquals(new Answer.Unexpected(0), read(Vectors.message("empty Message", "")));
        assertEquals(new Answer.Unexpected(7), read(Vectors.message("ping request", "v0.34.35")));
    }

    @Test
    void garbageAndWrongWireTypes_areMalformed() {
        assertInstanceOf(Answer.Malformed.class, read(Bytes.ofHex("ffffffffff")));
        assertInstanceOf(Answer.Malformed.class, read(Bytes.ofHex("2001")));
        assertInstanceOf(Answer.Malformed.class, read(Bytes.ofHex("2205")));
        // A vote whose signature is a number.
        Bytes vote = new ProtoWriter().varint(8, 1).done();
        assertInstanceOf(Answer.Malformed.class, read(answer(4, vote)));
    }

    @Test
    void strangers_areNamedAndSkipped() {
        Bytes vote = new ProtoWriter().bytes(8, Bytes.of((byte) 8)).varint(13, 1).done();
        AnswerDecoder.Decoded decoded = AnswerDecoder.decode(answer(4, vote));
        assertEquals(List.of("Vote has a field 13"), decoded.strangers());
        assertInstanceOf(Answer.SignedVote.class, decoded.answer());
    }

    @Test
    void twoMembers_areNamedAndTheLastWins() {
        Bytes both = new ProtoWriter().message(8, Bytes.EMPTY).message(6, Bytes.EMPTY).done();
        AnswerDecoder.Decoded decoded = AnswerDecoder.decode(both);
        assertEquals(List.of("Message has 2 members"), decoded.strangers());
        assertInstanceOf(Answer.SignedProposal.class, decoded.answer());
    }

    private static Answer.SignedVote signedVote(ProtoWriter vote) {
        return assertInstanceOf(Answer.SignedVote.class, read(answer(4, vote.done())));
    }

    private static Bytes answer(int member, Bytes body) {
        Bytes answer = new ProtoWriter().message(1, body).done();
        return new ProtoWriter().message(member, answer).done();
    }

    private static Answer read(Bytes message) {
        AnswerDecoder.Decoded decoded = AnswerDecoder.decode(message);
        assertTrue(decoded.strangers().isEmpty(), decoded.strangers().toString());
        return decoded.answer();
    }
}
