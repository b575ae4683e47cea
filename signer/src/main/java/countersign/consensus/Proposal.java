package countersign.consensus;

/// A block proposed in a round. `polRound` is the round of its proof of lock, -1 for none.
public record Proposal(Hrs hrs, int polRound, BlockId blockId, Timestamp timestamp)
        implements ConsensusMessage {
    /// Throws `IllegalArgumentException` for another step or a POL round below -1.
    public Proposal {
        if (hrs.step() != Step.PROPOSE) {
            throw new IllegalArgumentException("a proposal belongs to the step propose");
        }
        if (polRound < -1) {
            throw new IllegalArgumentException("POL round below -1");
        }
    }

    @Override
    public Proposal at(Timestamp time) {
        return new Proposal(hrs, polRound, blockId, time);
    }
}
