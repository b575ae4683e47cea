package countersign.privval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bug;
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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

class CodecTest {
    private static final Bytes HASH = Bytes.of(new byte[32]);
    private static final BlockId BLOCK = new BlockId(HASH, 7, HASH);
    private static final Timestamp TIME = new Timestamp(1_700_000_000, 5);
    private static final Vote PREVOTE = new Vote(new Hrs(9, 1, Step.PREVOTE), BLOCK, TIME);
    private static final Vote PRECOMMIT = new Vote(new Hrs(9, 1, Step.PRECOMMIT), BLOCK, TIME);
    private static final Bytes SIGNATURE = Bytes.of(new byte[64]);
    private static final Bytes OTHER_SIGNATURE = Bytes.ofHex("ab".repeat(64));

    @Test
    void precommitForBlock_isExtendedEvenWithoutExtension() throws PeerException {
        assertTrue(readBack(PRECOMMIT, true).extended());
    }

    @Test
    void precommitForBlock_isNotExtendedWhereTheNodeSkipsIt() throws PeerException {
        assertFalse(readBack(PRECOMMIT, false).extended());
    }

    @Test
    void precommitForNil_isNeverExtended() throws PeerException {
        assertFalse(readBack(new Vote(PRECOMMIT.hrs(), BlockId.NIL, TIME), true).extended());
    }

    @Test
    void prevote_isNeverExtended() throws PeerException {
        assertFalse(readBack(PREVOTE, true).extended());
    }

    @Test
    void absentTimestamp_isGoZeroAndEmptyOneTheEpoch() throws PeerException {
        String address = "3214" + "33".repeat(20);
        String absent = "1a1c0a1a08011003" + address;
        String empty = "1a1e0a1c080110032a00" + address;
        assertEquals(Timestamp.GO_ZERO, vote(absent).timestamp());
        assertEquals(new Timestamp(0, 0), vote(empty).timestamp());
    }

    @Test
    void signedVote_holdsWhatTheNodeReadsBack() {
        Response answer =
                new Response.Signed(
                        PRECOMMIT,
                        SIGNATURE,
                        Optional.of(new Response.Extensions(OTHER_SIGNATURE, SIGNATURE)));
        SortedMap<Integer, Object> vote = NodeSide.fields(Codec.encode(answer), 4, 1);
        assertEquals(Set.of(1, 2, 3, 4, 5, 8, 10, 12), vote.keySet());
        assertEquals(TIME.encoded(), vote.get(5));
        assertEquals(SIGNATURE, vote.get(8));
        assertEquals(OTHER_SIGNATURE, vote.get(10));
        assertEquals(SIGNATURE, vote.get(12));
    }

    /// Before v0.38.11 a node panics at an extension signature on a prevote.
    @Test
    void signedPrevote_hasNoExtensionSignatures() {
        Response answer = new Response.Signed(PREVOTE, SIGNATURE, Optional.empty());
        SortedMap<Integer, Object> vote = NodeSide.fields(Codec.encode(answer), 4, 1);
        assertEquals(Set.of(1, 2, 3, 4, 5, 8), vote.keySet());
    }

    /// A node that finds no timestamp in the answer takes it for year 1.
    @Test
    void signedVoteOfTheEpoch_stillHasItsTimestamp() {
        Vote vote = PREVOTE.at(new Timestamp(0, 0));
        Response answer = new Response.Signed(vote, SIGNATURE, Optional.empty());
        assertEquals(Bytes.EMPTY, NodeSide.fields(Codec.encode(answer), 4, 1).get(5));
    }

    @Test
    void signedProposal_holdsSignatureAndNegativePolRound() {
        Proposal proposal = new Proposal(new Hrs(9, 0, Step.PROPOSE), -1, BLOCK, TIME);
        Response answer = new Response.Signed(proposal, SIGNATURE, Optional.empty());
        SortedMap<Integer, Object> fields = NodeSide.fields(Codec.encode(answer), 6, 1);
        assertEquals(Set.of(1, 2, 4, 5, 6, 7), fields.keySet());
        assertEquals(-1L, fields.get(4));
        assertEquals(SIGNATURE, fields.get(7));
    }

    @Test
    void secp256k1Key_isInItsOwnMemberAndNamed() {
        Bytes point =
                Bytes.ofHex("02950e1cdfcb133d6024109fd489f734eeb4502418e538c28481f22bce276f248c");
        Response answer = new Response.ShowedPublicKey(new PublicKey(KeyType.SECP256K1, point));
        Bytes message = Codec.encode(answer);
        assertEquals(point, NodeSide.fields(message, 2, 1).get(2));
        assertEquals(point, NodeSide.fields(message, 2).get(3));
        assertEquals(Bytes.ofHex("736563703235366b31"), NodeSide.fields(message, 2).get(4));
    }

    @ParameterizedTest
    @EnumSource
    void error_standsInItsOwnAnswer(AnswerKind kind) {
        Bytes message = Codec.encode(new Response.Failed(kind, 2, "no"));
        int member =
                switch (kind) {
                    case PUBLIC_KEY -> 2;
                    case VOTE -> 4;
                    case PROPOSAL -> 6;
                    case RAW_BYTES -> 10;
                };
        SortedMap<Integer, Object> error = NodeSide.fields(message, member, 2);
        assertEquals(2L, error.get(1));
        assertEquals(Bytes.ofHex("6e6f"), error.get(2));
    }

    @Test
    void description_isCutAfterAThousandCharacters() {
        Bytes message = Codec.encode(new Response.Failed(AnswerKind.VOTE, 2, "n".repeat(1001)));
        assertEquals(Bytes.ofHex("6e".repeat(1000)), NodeSide.fields(message, 4, 2).get(2));
    }

    /// A node before v0.40 would leave the rest in the stream and read it as the next answer.
    @Test
    void answerLongerThanNodesRead_isBug() {
        int around = Codec.encode(new Response.SignedRawBytes(Bytes.of(new byte[1000]))).length();
        int longest = Codec.ANSWER_BYTES_MAX - (around - 1000);
        Bytes longestAnswer =
                Codec.encode(new Response.SignedRawBytes(Bytes.of(new byte[longest])));
        assertEquals(Codec.ANSWER_BYTES_MAX, longestAnswer.length());
        Response tooLong = new Response.SignedRawBytes(Bytes.of(new byte[longest + 1]));
        assertThrows(Bug.class, () -> Codec.encode(tooLong));
    }

    @ParameterizedTest
    @EnumSource
    void longDescription_isCutToWhatNodesRead(AnswerKind kind) {
        String endless = "\uD83D\uDE00".repeat(1_000_000);
        Bytes message = Codec.encode(new Response.Failed(kind, 2, endless));
        assertTrue(message.length() <= Codec.ANSWER_BYTES_MAX, () -> "" + message.length());
    }

    @Test
    void longestExtension_fitsIntoARequest() throws PeerException {
        Request.SignVote longest =
                new Request.SignVote(
                        "c".repeat(50),
                        new Vote(
                                new Hrs(Long.MAX_VALUE, Integer.MAX_VALUE, Step.PRECOMMIT),
                                BLOCK,
                                TIME),
                        Bytes.of(new byte[1024 * 1024]),
                        Bytes.EMPTY,
                        true);
        Bytes message = NodeSide.signVoteRequest(longest);
        assertTrue(message.length() < Codec.REQUEST_BYTES_MAX);
        assertEquals(longest, Codec.decode(message));
    }

    private static Request.SignVote readBack(Vote vote, boolean extended) throws PeerException {
        Request.SignVote request =
                new Request.SignVote("chain", vote, Bytes.EMPTY, Bytes.EMPTY, extended);
        return (Request.SignVote) Codec.decode(NodeSide.signVoteRequest(request));
    }

    private static Vote vote(String hex) throws PeerException {
        return ((Request.SignVote) Codec.decode(Bytes.ofHex(hex))).vote();
    }
}
