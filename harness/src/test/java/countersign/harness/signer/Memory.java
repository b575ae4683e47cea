package countersign.harness.signer;

import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;

import java.util.Optional;

/// A test signer's rules against double signing, with the holes that its fault makes.
final class Memory {
    private final Fault fault;
    private Optional<ConsensusMessage> last = Optional.empty();
    private Optional<ConsensusMessage> lastOfRound = Optional.empty();

    Memory(Fault fault) {
        this.fault = fault;
    }

    /// What to sign for `asked`, or empty to refuse.
    Optional<ConsensusMessage> judge(ConsensusMessage asked) {
        if (last.isEmpty() || asked.hrs().compareTo(last.get().hrs()) > 0) {
            return isRivalInRound(asked) ? Optional.empty() : advance(asked);
        }
        ConsensusMessage held = last.get();
        if (asked.hrs().equals(held.hrs())) {
            return again(held, asked);
        }
        return signsBelow(held.hrs(), asked.hrs()) ? Optional.of(asked) : Optional.empty();
    }

    void forget() {
        last = Optional.empty();
    }

    private Optional<ConsensusMessage> advance(ConsensusMessage asked) {
        last = Optional.of(asked);
        lastOfRound = last;
        return last;
    }

    /// tmkms' rule: one block a round.
    private boolean isRivalInRound(ConsensusMessage asked) {
        return fault == Fault.REFUSES_TWO_BLOCKS_IN_A_ROUND
                && lastOfRound.isPresent()
                && lastOfRound.get().hrs().height() == asked.hrs().height()
                && lastOfRound.get().hrs().round() == asked.hrs().round()
                && !asked.blockId().isNil()
                && !lastOfRound.get().blockId().isNil()
                && !lastOfRound.get().blockId().equals(asked.blockId());
    }

    private Optional<ConsensusMessage> again(ConsensusMessage held, ConsensusMessage asked) {
        if (asked.sameButForTime(held)) {
            boolean afresh =
                    asked instanceof Proposal
                            ? fault != Fault.REPEATS_STALE_PROPOSALS
                            : fault == Fault.SIGNS_VOTES_AFRESH;
            return Optional.of(afresh ? asked : held);
        }
        boolean hole =
                fault == Fault.SIGNS_CONFLICTS
                        || (fault == Fault.IGNORES_POL_ROUNDS
                                && asked.blockId().equals(held.blockId()))
                        || (fault == Fault.IGNORES_NIL_CONFLICTS
                                && (asked.blockId().isNil() || held.blockId().isNil()));
        return hole ? Optional.of(asked) : Optional.empty();
    }

    private boolean signsBelow(Hrs held, Hrs asked) {
        if (asked.height() < held.height()) {
            return fault == Fault.SIGNS_LOWER_HEIGHTS;
        }
        return asked.round() < held.round()
                ? fault == Fault.SIGNS_LOWER_ROUNDS
                : fault == Fault.SIGNS_LOWER_STEPS;
    }
}
