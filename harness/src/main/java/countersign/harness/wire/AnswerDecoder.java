package countersign.harness.wire;

import countersign.bytes.Bytes;
import countersign.consensus.Timestamp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads an [Answer] as a node does, and notes what no version of the protocol knows.
public final class AnswerDecoder {
    private static final Set<Integer> VOTE_FIELDS = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    private static final Set<Integer> PROPOSAL_FIELDS = Set.of(1, 2, 3, 4, 5, 6, 7);
    private static final Set<Integer> KEY_MEMBERS = Set.of(1, 2, 3, 4, 5);

    private final List<String> strangers = new ArrayList<>();

    private AnswerDecoder() {}

    /// An answer with the names of the fields in it that belong to no version of the protocol.
    /// Nodes skip them; they are a sign that the signer's encoder is wrong.
    public record Decoded(Answer answer, List<String> strangers) {}

    /// Never throws: bytes that a node rejects are an [Answer.Malformed].
    public static Decoded decode(Bytes message) {
        AnswerDecoder decoder = new AnswerDecoder();
        Answer answer;
        try {
            answer = decoder.message(message);
        } catch (IOException | IllegalArgumentException e) {
            answer = new Answer.Malformed(String.valueOf(e.getMessage()));
        }
        return new Decoded(answer, List.copyOf(decoder.strangers));
    }

    private Answer message(Bytes message) throws IOException {
        ProtoFields sum = ProtoFields.parse(message);
        List<Integer> members = sum.numbers();
        if (members.isEmpty()) {
            return new Answer.Unexpected(0);
        }
        int member = members.getLast();
        if (members.size() > 1) {
            strangers.add("Message has " + members.size() + " members");
        }
        return switch (member) {
            case 2 -> shownKey(sum.bytes(2));
            case 4 -> signedVote(sum.bytes(4));
            case 6 -> signedProposal(sum.bytes(6));
            case 8 -> {
                known(ProtoFields.parse(sum.bytes(8)), Set.of(), "PingResponse");
                yield new Answer.Pong();
            }
            case 10 -> signedBytes(sum.bytes(10));
            default -> new Answer.Unexpected(member);
        };
    }

    private Answer shownKey(Bytes body) throws IOException {
        ProtoFields answer = known(ProtoFields.parse(body), Set.of(1, 2, 3, 4), "PubKeyResponse");
        Optional<Answer.OneofKey> oneof = Optional.empty();
        ProtoFields key = known(ProtoFields.parse(answer.bytes(1)), KEY_MEMBERS, "PublicKey");
        for (int member : key.numbers()) {
            oneof = Optional.of(new Answer.OneofKey(member, key.bytes(member)));
        }
        return new Answer.ShownKey(oneof, answer.bytes(3), answer.string(4), error(answer));
    }

    private Answer signedVote(Bytes body) throws IOException {
        ProtoFields answer = known(ProtoFields.parse(body), Set.of(1, 2), "SignedVoteResponse");
        ProtoFields vote = known(ProtoFields.parse(answer.bytes(1)), VOTE_FIELDS, "Vote");
        return new Answer.SignedVote(
                timestamp(vote.message(5)),
                vote.bytes(8),
                vote.bytes(10),
                vote.bytes(12),
                error(answer));
    }

    private Answer signedProposal(Bytes body) throws IOException {
        ProtoFields answer = known(ProtoFields.parse(body), Set.of(1, 2), "SignedProposalResponse");
        ProtoFields proposal =
                known(ProtoFields.parse(answer.bytes(1)), PROPOSAL_FIELDS, "Proposal");
        timestamp(proposal.message(6));
        return new Answer.SignedProposal(proposal.bytes(7), error(answer));
    }

    private Answer signedBytes(Bytes body) throws IOException {
        ProtoFields answer = known(ProtoFields.parse(body), Set.of(1, 2), "SignBytesResponse");
        return new Answer.SignedBytes(answer.bytes(1), error(answer));
    }

    /// The error stands in field 2 of every answer.
    private Optional<Answer.SignerError> error(ProtoFields answer) throws IOException {
        Optional<Bytes> body = answer.message(2);
        if (body.isEmpty()) {
            return Optional.empty();
        }
        ProtoFields error = known(ProtoFields.parse(body.get()), Set.of(1, 2), "RemoteSignerError");
        return Optional.of(new Answer.SignerError((int) error.varint(1), error.string(2)));
    }

    private static Timestamp timestamp(Optional<Bytes> field) throws IOException {
        if (field.isEmpty()) {
            return Timestamp.GO_ZERO;
        }
        ProtoFields time = ProtoFields.parse(field.get());
        return new Timestamp(time.varint(1), (int) time.varint(2));
    }

    private ProtoFields known(ProtoFields fields, Set<Integer> known, String message) {
        for (int number : fields.numbers()) {
            if (!known.contains(number)) {
                strangers.add(message + " has a field " + number);
            }
        }
        return fields;
    }
}
