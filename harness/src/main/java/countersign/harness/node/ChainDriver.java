package countersign.harness.node;

import countersign.connection.PeerException;
import countersign.consensus.BlockId;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.wire.Extensions;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Plays consensus of a chain whose only validator is the signer: every block is proposed and
/// decided in round 0. `extensions` go with each precommit where the chain has them.
public record ChainDriver(
        ValidatorNode node, Blocks blocks, InstantSource clock, Extensions extensions) {
    private static final int NO_PROOF_OF_LOCK = -1;

    /// One height: what the signer answered to everything it was asked.
    public record PlayedHeight(
            long height,
            BlockId block,
            Outcome<PublicKey> key,
            Outcome<Signed> proposal,
            Outcome<Signed> prevote,
            Outcome<Signed> precommit) {
        /// Proposal, prevote and precommit, in the order in which they were asked.
        public List<Outcome<Signed>> signatures() {
            return List.of(proposal, prevote, precommit);
        }

        /// What was not given, one sentence each.
        public List<String> faults() {
            List<String> faults = new ArrayList<>();
            addFault(faults, "public key", key);
            addFault(faults, "proposal", proposal);
            addFault(faults, "prevote", prevote);
            addFault(faults, "precommit", precommit);
            return List.copyOf(faults);
        }

        private void addFault(List<String> faults, String what, Outcome<?> outcome) {
            if (!(outcome instanceof Outcome.Given<?>)) {
                faults.add(what + " at height " + height + ": " + outcome.describe());
            }
        }
    }

    /// Asks for the key, a proposal and both votes at `height`.
    public PlayedHeight play(long height) throws PeerException {
        BlockId block = blocks.at(height, 0, 0);
        return new PlayedHeight(
                height,
                block,
                node.publicKey(),
                node.sign(
                        new Proposal(
                                new Hrs(height, 0, Step.PROPOSE), NO_PROOF_OF_LOCK, block, now())),
                node.sign(new Vote(new Hrs(height, 0, Step.PREVOTE), block, now()), extensions),
                node.sign(precommit(height, block), extensions));
    }

    /// A precommit at `height` as this chain's node would ask for it now.
    public Vote precommit(long height, BlockId block) {
        return new Vote(new Hrs(height, 0, Step.PRECOMMIT), block, now());
    }

    private Timestamp now() {
        Instant now = clock.instant();
        return new Timestamp(now.getEpochSecond(), now.getNano());
    }
}
