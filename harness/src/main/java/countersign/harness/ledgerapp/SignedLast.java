package countersign.harness.ledgerapp;

/// The app's own memory against double signing. It is lost when the app ends.
record SignedLast(long height, int round, long type) {
    static SignedLast of(ReadVote vote) {
        return new SignedLast(vote.height(), vote.round(), vote.type());
    }

    /// Whether the app signs this next: what is higher; at the same height and round a prevote
    /// after a proposal, and a precommit after anything else. Never the same twice, never a
    /// proposal late.
    boolean allows(ReadVote next) {
        if (next.height() != height) {
            return next.height() > height;
        }
        if (next.round() != round) {
            return next.round() > round;
        }
        if (next.type() == ReadVote.PREVOTE) {
            return type == ReadVote.PROPOSAL;
        }
        return next.type() == ReadVote.PRECOMMIT && type != ReadVote.PRECOMMIT;
    }
}
