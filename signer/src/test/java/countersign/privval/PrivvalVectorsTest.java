package countersign.privval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import countersign.Vectors;
import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.consensus.BlockId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.Proposal;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/// The messages of CometBFT's `TestPrivvalVectors` in all versions, of celestia-core's, and of
/// tmkms' tests.
///
/// Requests must be read as what they say. Answers must be written byte for byte where they are the
/// same in all versions; where ours holds more (a public key for all versions) or less (a vote
/// without what no node reads back), the fields that a node takes must be equal.
class PrivvalVectorsTest {
    private static final JsonNode FIXTURE = Vectors.PRIVVAL.required("privval_fixture");
    private static final Timestamp TIME =
            new Timestamp(FIXTURE.required("timestamp_seconds").asLong(), 0);
    private static final BlockId BLOCK =
            new BlockId(
                    Vectors.hex(FIXTURE, "blockid_hash"),
                    FIXTURE.required("part_set_total").asLong(),
                    Vectors.hex(FIXTURE, "part_set_hash"));
    private static final Vote PREVOTE = new Vote(new Hrs(3, 2, Step.PREVOTE), BLOCK, TIME);
    private static final Vote PRECOMMIT = new Vote(new Hrs(3, 2, Step.PRECOMMIT), BLOCK, TIME);
    private static final Proposal PROPOSAL =
            new Proposal(new Hrs(3, 2, Step.PROPOSE), 2, BLOCK, TIME);
    private static final PublicKey KEY =
            new PublicKey(KeyType.ED25519, Vectors.hex(FIXTURE, "ed25519_pub"));
    private static final Bytes EXTENSION = ascii("extension");
    private static final Bytes NON_RP_EXTENSION = ascii("non-rp-extension");

    @TestFactory
    Stream<DynamicTest> privvalMessage() {
        return Stream.concat(
                        Vectors.PRIVVAL.required("privval_messages").valueStream(),
                        Vectors.PRIVVAL
                                .required("celestia_raw_bytes")
                                .valueStream()
                                .filter(v -> v.has("message_hex")))
                .map(
                        vector -> {
                            String name = vector.required("name").asString();
                            String tags = vector.path("tags").path(0).asString("");
                            Bytes message = Vectors.hex(vector, "message_hex");
                            return DynamicTest.dynamicTest(
                                    name + " " + tags, () -> check(name, tags, message));
                        });
    }

    private static void check(String name, String tags, Bytes vector) throws PeerException {
        switch (name) {
            case "ping request" -> assertReads(vector, new Request.Ping());
            case "pubKey request" -> assertReads(vector, new Request.ShowPublicKey(""));
            case "pubKey request with chain_id" ->
                    assertReads(vector, new Request.ShowPublicKey("test_chain_id"));
            case "Vote Request" -> assertReads(vector, voteRequest(vector, ""));
            case "Vote with NRP-VE Request" ->
                    assertReads(
                            vector,
                            new Request.SignVote("", PRECOMMIT, EXTENSION, NON_RP_EXTENSION, true));
            case "SignVoteRequest prevote v1 with skip_extension_signing",
                    "SignVoteRequest precommit v0.38 with chain_id" ->
                    assertReads(vector, voteRequest(vector, "test_chain_id"));
            case "SignBytesRequest v1" -> assertReads(vector, new Request.SignBareBytes());
            case "SignedP2PMessageRequest" ->
                    assertReads(
                            vector,
                            new Request.SignRawBytes("test", Bytes.of(ones(1000)), "test-msg"));
            case "Proposal Request" -> checkUpstreamProposal(vector);
            case "empty Message" -> assertThrows(PeerException.class, () -> Codec.decode(vector));
            case "ping response" -> assertWrites(new Response.Pong(), vector);
            case "pubKey response, all-versions superset" ->
                    assertWrites(new Response.ShowedPublicKey(KEY), vector);
            case "Vote Response with error" -> assertWrites(error(AnswerKind.VOTE), vector);
            case "Proposal Response with error" -> assertWrites(error(AnswerKind.PROPOSAL), vector);
            case "SignBytesResponse v1", "SignedP2PMessageResponse" ->
                    assertWrites(new Response.SignedRawBytes(Bytes.of(ones(64))), vector);
            case "pubKey response" ->
                    assertHolds(new Response.ShowedPublicKey(KEY), NodeSide.fields(vector, 2), 2);
            case "pubKey response with error" ->
                    assertHolds(error(AnswerKind.PUBLIC_KEY), NodeSide.fields(vector, 2), 2);
            case "Vote Response", "Vote with NRP-VE Response" -> checkSignedVote(vector);
            case "Proposal Response" -> checkSignedProposal(vector);
            default -> fail("no check for " + name + " of " + tags);
        }
    }

    /// Upstream's proposal has the type of a prevote and its own round as POL round, which its
    /// codec does not mind and its consensus rejects. With both put right it is read as it stands.
    private static void checkUpstreamProposal(Bytes vector) throws PeerException {
        assertReads(
                vector,
                new Request.Unsignable(AnswerKind.PROPOSAL, "proposal type 1 instead of 32"));
        byte[] legal = vector.toArray();
        legal[5] = 32;
        legal[11] = 1;
        assertReads(
                Bytes.of(legal),
                new Request.SignProposal("", new Proposal(PROPOSAL.hrs(), 1, BLOCK, TIME)));
    }

    /// A prevote in v0.34 and v0.37, a precommit with an extension from v0.38 on.
    private static Request voteRequest(Bytes vector, String chainId) {
        boolean extended = NodeSide.fields(vector, 3, 1).containsValue(EXTENSION);
        return extended
                ? new Request.SignVote(chainId, PRECOMMIT, EXTENSION, Bytes.EMPTY, true)
                : new Request.SignVote(chainId, PREVOTE, Bytes.EMPTY, Bytes.EMPTY, false);
    }

    /// Ours leaves out the validator's address and index and the extensions: no node reads them
    /// back, and a long extension would make the answer longer than nodes read.
    private static void checkSignedVote(Bytes vector) {
        SortedMap<Integer, Object> expected = NodeSide.fields(vector, 4, 1);
        Vote vote = Long.valueOf(1).equals(expected.get(1)) ? PREVOTE : PRECOMMIT;
        for (int leftOut : new int[] {6, 7, 9, 11}) {
            expected.remove(leftOut);
        }
        Response answer = new Response.Signed(vote, Bytes.EMPTY, Optional.empty());
        assertEquals(expected, NodeSide.fields(Codec.encode(answer), 4, 1));
    }

    /// Ours has the type of a proposal, upstream's the type of a prevote; no node reads it back.
    private static void checkSignedProposal(Bytes vector) {
        SortedMap<Integer, Object> expected = NodeSide.fields(vector, 6, 1);
        expected.put(1, 32L);
        Response answer =
                new Response.Signed(PROPOSAL, ascii("it's a signature"), Optional.empty());
        assertEquals(expected, NodeSide.fields(Codec.encode(answer), 6, 1));
    }

    @Test
    void requestOfTmkmsTests_isReadBehindItsOneofNumber() throws PeerException {
        Bytes body = tmkmsWire(0);
        assertReads(Bytes.ofHex("0a03").concat(body), new Request.ShowPublicKey("A"));
    }

    /// The node of v1 in that vector writes the type as `tendermint/PubKeyEd25519`; released ones
    /// want `ed25519`, as the vectors of their own tests have it.
    @Test
    void publicKeyAnswersOfTmkmsTests_areBothInOurs() {
        Bytes v034 = tmkmsWire(1);
        Bytes v1 = tmkmsWire(2);
        SortedMap<Integer, Object> latest = NodeSide.fields(v1);
        latest.remove(4);
        PublicKey key = new PublicKey(KeyType.ED25519, (Bytes) latest.getOrDefault(3, Bytes.EMPTY));
        assertHolds(new Response.ShowedPublicKey(key), NodeSide.fields(v034), 2);
        assertHolds(new Response.ShowedPublicKey(key), latest, 2);
    }

    @Test
    void pingAndPongOfTmkmsTests_areOursBehindTheirLength() throws PeerException {
        assertReads(tmkmsWire(3).slice(1, 3), new Request.Ping());
        assertWrites(new Response.Pong(), tmkmsWire(4).slice(1, 3));
    }

    private static Bytes tmkmsWire(int index) {
        return Vectors.hex(Vectors.TMKMS.required("privval_wire").required(index), "hex");
    }

    private static void assertReads(Bytes message, Request expected) throws PeerException {
        assertEquals(expected, Codec.decode(message));
    }

    private static void assertWrites(Response answer, Bytes expected) {
        assertEquals(expected, Codec.encode(answer));
    }

    private static void assertHolds(
            Response answer, SortedMap<Integer, Object> expected, int member) {
        SortedMap<Integer, Object> ours = NodeSide.fields(Codec.encode(answer), member);
        ours.keySet().retainAll(expected.keySet());
        assertEquals(expected, ours);
    }

    private static Response error(AnswerKind kind) {
        return new Response.Failed(kind, 1, "it's a error");
    }

    private static byte[] ones(int count) {
        return "\1".repeat(count).getBytes(StandardCharsets.US_ASCII);
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
