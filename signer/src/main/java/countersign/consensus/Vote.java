package countersign.consensus;

/// A prevote or precommit for a block or for nil. Its step is never `PROPOSE`.
public record Vote(Hrs hrs, BlockId blockId, Timestamp timestamp) implements ConsensusMessage {
    /// Throws `IllegalArgumentException` for the step of a proposal.
    public Vote {
        if (hrs.step() == Step.PROPOSE) {
            throw new IllegalArgumentException("a vote is a prevote or a precommit");
        }
    }

    @Override
    public Vote at(Timestamp time) {
        return new Vote(hrs, blockId, time);
    }

    /// Only such a vote carries extensions, and from v0.38 on it must.
    public boolean isPrecommitForBlock() {
        return hrs.step() == Step.PRECOMMIT && !blockId.isNil();
    }
}
