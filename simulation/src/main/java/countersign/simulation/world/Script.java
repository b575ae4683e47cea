package countersign.simulation.world;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Extensions;
import countersign.harness.wire.Query;
import countersign.simulation.clockwork.Chance;

import java.util.List;

/// What one node asks for: its way through heights, rounds and steps, and off it.
final class Script {
    private static final long WALL_CLOCK = 1_700_000_000L;
    private static final int SKEW_SECONDS_MAX = 86_400;
    private static final int EXTENSION_BYTES_MAX = 40;
    private static final int VARIANTS = 3;
    private static final List<Step> STEPS = List.of(Step.values());

    private final Engine engine;
    private final ChainView chain;
    private final Query.Voter voter;
    private final Dialect dialect;
    private long height = 1;
    private int round;
    private Step step = Step.PROPOSE;

    Script(Engine engine, Seat seat, Dialect dialect) {
        this.dialect = dialect;
        this.engine = engine;
        this.chain = seat.chain();
        this.voter = new Query.Voter(seat.publicKey().address(), 1);
    }

    /// The next request of this node. Some misbehave: they ask for another block, an earlier place,
    /// another time or another proof of lock.
    Query next() {
        Chance chance = engine.chance();
        if (chance.in(0.03)) {
            return chance.in(0.5) ? new Query.Ping() : new Query.ShowKey(chain.id().value());
        }
        if (engine.strikes(engine.weather().rates().misbehaves())) {
            return ask(misbehaved());
        }
        boolean again = chance.in(0.2);
        if (!again) {
            goOn();
        }
        return ask(at(height, round, step, chance.in(again ? 0.3 : 0.1) ? -1 : 0));
    }

    private void goOn() {
        switch (step) {
            case PROPOSE -> step = Step.PREVOTE;
            case PREVOTE -> step = Step.PRECOMMIT;
            case PRECOMMIT -> {
                step = engine.chance().in(0.3) ? Step.PREVOTE : Step.PROPOSE;
                if (engine.chance().in(0.3)) {
                    round++;
                } else {
                    height++;
                    round = 0;
                }
            }
        }
        if (engine.chance().in(0.8)) {
            catchUp();
        }
        chain.reach(height);
    }

    private void catchUp() {
        if (height < chain.height()) {
            height = chain.height();
            round = 0;
        }
    }

    private ConsensusMessage misbehaved() {
        Chance chance = engine.chance();
        int variant = chance.below(VARIANTS + 1) - 1;
        return switch (chance.below(5)) {
            case 0 -> at(height, round, step, variant);
            case 1 -> at(Math.max(1, height - 1 - chance.below(2)), round, step, variant);
            case 2 -> at(height, Math.max(0, round - 1), step, variant);
            case 3 -> proposalOfNextRound();
            default -> at(height, round, chance.pick(STEPS), variant);
        };
    }

    /// In every round but the first, a proposal may have a proof of lock.
    private ConsensusMessage proposalOfNextRound() {
        round++;
        step = Step.PROPOSE;
        return at(height, round, step, engine.chance().below(2) - 1);
    }

    /// Variant -1 is nil, or in a proposal another proof of lock.
    private ConsensusMessage at(long atHeight, int atRound, Step atStep, int variant) {
        Hrs place = new Hrs(atHeight, atRound, atStep);
        BlockId block = chain.blocks().at(atHeight, atRound, Math.max(0, variant));
        if (atStep == Step.PROPOSE) {
            return new Proposal(place, variant < 0 && atRound > 0 ? 0 : -1, block, now());
        }
        return new Vote(place, variant < 0 ? BlockId.NIL : block, now());
    }

    private Query ask(ConsensusMessage message) {
        String id = chain.id().value();
        return switch (message) {
            case Proposal proposal -> new Query.SignProposal(id, proposal);
            case Vote vote -> {
                boolean extended = dialect.hasExtensions() && vote.isPrecommitForBlock();
                Bytes extension = extended ? extension() : Bytes.EMPTY;
                Extensions extensions = new Extensions(extension, Bytes.EMPTY);
                yield new Query.SignVote(id, vote, voter, extensions, false);
            }
        };
    }

    private Bytes extension() {
        byte[] extension = new byte[engine.chance().below(EXTENSION_BYTES_MAX)];
        engine.chance().generator().nextBytes(extension);
        return Bytes.of(extension);
    }

    /// A node's wall clock, which nobody should rely on.
    private Timestamp now() {
        long seconds = engine.clockwork().nanos() / 1_000_000_000L;
        long skew = engine.chance().in(0.05) ? engine.chance().below(SKEW_SECONDS_MAX) : 0;
        int nanos = engine.chance().below(1_000_000_000);
        return new Timestamp(WALL_CLOCK + seconds - skew, nanos);
    }
}
