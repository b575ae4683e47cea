package countersign.privval;

import countersign.bytes.Bytes;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.consensus.Vote;
import countersign.proto.MalformedException;
import countersign.proto.ProtoReader;

import java.util.Optional;

/// A vote as it came. What every version's `Vote.ValidateBasic` rejects, or none ever sends, is a
/// flaw here; the signatures that a request may carry are not looked at.
final class VoteFields {
    private static final int ADDRESS_BYTES = 20;

    private int type;
    private long height;
    private int round;
    private BlockIdFields blockId = BlockIdFields.ABSENT;
    private TimestampFields timestamp = TimestampFields.ABSENT;
    private int addressBytes;
    private int validatorIndex;
    private Bytes extension = Bytes.EMPTY;
    private Bytes nonRpExtension = Bytes.EMPTY;

    private VoteFields() {}

    static VoteFields read(ProtoReader in) throws MalformedException {
        VoteFields vote = new VoteFields();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> vote.type = in.int32();
                case 2 -> vote.height = in.int64();
                case 3 -> vote.round = in.int32();
                case 4 -> vote.blockId = BlockIdFields.read(in.message());
                case 5 -> vote.timestamp = TimestampFields.read(in.message());
                case 6 -> vote.addressBytes = in.bytes().length();
                case 7 -> vote.validatorIndex = in.int32();
                case 9 -> vote.extension = in.bytes();
                case 11 -> vote.nonRpExtension = in.bytes();
                case 8, 10, 12 -> in.bytes();
                default -> in.skip();
            }
        }
        return vote;
    }

    /// A precommit for a block gets extension signatures unless the node asked to skip them. The
    /// node's word alone is not enough: v1 does not ask to skip them for a precommit for nil.
    Request toRequest(String chainId, boolean skipsExtension) {
        Optional<String> flaw = flaw();
        if (flaw.isPresent()) {
            return new Request.Unsignable(AnswerKind.VOTE, flaw.get());
        }
        Step step = type == Step.PREVOTE.messageType() ? Step.PREVOTE : Step.PRECOMMIT;
        Vote vote =
                new Vote(
                        new Hrs(height, round, step), blockId.toBlockId(), timestamp.toTimestamp());
        boolean extended = vote.isPrecommitForBlock() && !skipsExtension;
        if (!extended && !(extension.isEmpty() && nonRpExtension.isEmpty())) {
            return new Request.Unsignable(
                    AnswerKind.VOTE,
                    "unexpected vote extension: only a precommit for a block has one, and only"
                            + " where it is to be signed");
        }
        return new Request.SignVote(chainId, vote, extension, nonRpExtension, extended);
    }

    private Optional<String> flaw() {
        if (type != Step.PREVOTE.messageType() && type != Step.PRECOMMIT.messageType()) {
            return Optional.of("vote type " + type + " is neither prevote nor precommit");
        }
        if (height < 1) {
            return Optional.of("height " + height + " is not positive");
        }
        if (round < 0) {
            return Optional.of("round " + round + " is negative");
        }
        if (addressBytes != ADDRESS_BYTES) {
            return Optional.of("validator address has " + addressBytes + " bytes instead of 20");
        }
        if (validatorIndex < 0) {
            return Optional.of("validator index " + validatorIndex + " is negative");
        }
        return blockId.flaw().or(timestamp::flaw);
    }
}
