package countersign.privval;

import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Step;
import countersign.proto.MalformedException;
import countersign.proto.ProtoReader;

import java.util.Optional;

/// A proposal as it came. What every version's consensus rejects is a flaw here, but for one thing:
/// a proposal of nil is signed, as FilePV and tmkms do. It conflicts with any other proposal of its
/// round and no node takes it up.
final class ProposalFields {
    private int type;
    private long height;
    private int round;
    private int polRound;
    private BlockIdFields blockId = BlockIdFields.ABSENT;
    private TimestampFields timestamp = TimestampFields.ABSENT;

    private ProposalFields() {}

    static ProposalFields read(ProtoReader in) throws MalformedException {
        ProposalFields proposal = new ProposalFields();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> proposal.type = in.int32();
                case 2 -> proposal.height = in.int64();
                case 3 -> proposal.round = in.int32();
                case 4 -> proposal.polRound = in.int32();
                case 5 -> proposal.blockId = BlockIdFields.read(in.message());
                case 6 -> proposal.timestamp = TimestampFields.read(in.message());
                case 7 -> in.bytes();
                default -> in.skip();
            }
        }
        return proposal;
    }

    Request toRequest(String chainId) {
        Optional<String> flaw = flaw();
        if (flaw.isPresent()) {
            return new Request.Unsignable(AnswerKind.PROPOSAL, flaw.get());
        }
        Proposal proposal =
                new Proposal(
                        new Hrs(height, round, Step.PROPOSE),
                        polRound,
                        blockId.toBlockId(),
                        timestamp.toTimestamp());
        return new Request.SignProposal(chainId, proposal);
    }

    /// A POL round comes before the proposal's own: v1's `Proposal.ValidateBasic` checks that, and
    /// so does `defaultSetProposal` of the consensus in all versions.
    private Optional<String> flaw() {
        if (type != Step.PROPOSE.messageType()) {
            return Optional.of("proposal type " + type + " instead of 32");
        }
        if (height < 1) {
            return Optional.of("height " + height + " is not positive");
        }
        if (round < 0) {
            return Optional.of("round " + round + " is negative");
        }
        if (polRound < -1 || polRound >= round) {
            return Optional.of(
                    "POL round " + polRound + " is neither -1 nor before round " + round);
        }
        return blockId.flaw().or(timestamp::flaw);
    }
}
