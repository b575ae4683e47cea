package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.proof.Figures;
import countersign.proof.Proof;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Every history of requests over a small world that has all the corners, against [FilePvOracle].
class HistoriesTest {
    private static final long[] HEIGHTS = {1, 2, Long.MAX_VALUE};
    private static final int[] ROUNDS = {0, 1, Integer.MAX_VALUE};
    private static final List<BlockId> IDS = List.of(BlockId.NIL, Samples.A, Samples.B);
    private static final List<Timestamp> TIMES = List.of(Samples.T1, Samples.T2);
    private static final List<ConsensusMessage> DOMAIN = domain();

    private final IdentityHashMap<ConsensusMessage, Integer> index = new IdentityHashMap<>();
    private final FilePvOracle oracle = new FilePvOracle(DOMAIN);
    private long histories;

    HistoriesTest() {
        for (ConsensusMessage message : DOMAIN) {
            index.put(message, index.size());
        }
    }

    @Proof("A1")
    void everyThreeRequestsFromUnsigned_agreeWithTheOracle(Figures figures) {
        assertEquals(216, DOMAIN.size());
        walk(new Mark.Unsigned(), 3);
        figures.found("histories from nothing", histories);
        assertEquals(216L * 216 * 216, histories);
    }

    @Proof("A1")
    void everyTwoRequestsFromEveryHeldMark_agreeWithTheOracle(Figures figures) {
        for (ConsensusMessage held : DOMAIN) {
            oracle.rewind(0);
            oracle.release(at(held));
            walk(new Mark.Held(held), 2);
        }
        figures.found("histories from every held mark", histories);
        assertEquals(216L * 216 * 216, histories);
    }

    @Proof("A1")
    void everyTwoRequestsFromEveryBurntMark_signNothingAtOrBelowIt(Figures figures) {
        for (long height : HEIGHTS) {
            for (int round : ROUNDS) {
                for (Step step : Step.values()) {
                    fromBurnt(new Hrs(height, round, step));
                }
            }
        }
        figures.found("histories from every burnt mark", histories);
        assertTrue(histories > 300_000, () -> histories + " histories");
    }

    /// From a burnt mark on, requests above it are judged as from the start, all others refused.
    private void fromBurnt(Hrs floor) {
        Mark burnt = new Mark.Burnt(floor);
        for (ConsensusMessage asked : DOMAIN) {
            Judgement judged = Rules.judge(burnt, asked);
            if (asked.hrs().compareTo(floor) > 0) {
                assertEquals(new Judgement.Advance(new Mark.Held(asked)), judged);
                oracle.rewind(0);
                oracle.release(at(asked));
                walk(new Mark.Held(asked), 1);
            } else {
                assertEquals(Judgement.Refuse.class, judged.getClass());
                assertEquals(asked.hrs().equals(floor), judged.equals(BURNT));
            }
        }
    }

    private static final Judgement BURNT = new Judgement.Refuse(Refusal.BURNT);

    private void walk(Mark mark, int depth) {
        if (depth == 0) {
            histories++;
            return;
        }
        int released = oracle.released();
        for (int asked = 0; asked < DOMAIN.size(); asked++) {
            Judgement judged = Rules.judge(mark, DOMAIN.get(asked));
            Mark next =
                    switch (judged) {
                        case Judgement.Advance(Mark.Held held) -> {
                            agree('+', asked, at(held.message()) == asked);
                            assertFalse(oracle.release(asked), "a conflict was permitted");
                            yield held;
                        }
                        case Judgement.Again(ConsensusMessage signed) -> {
                            boolean fresh = signed instanceof Proposal;
                            int expected = fresh ? asked : oracle.recorded(asked);
                            agree(fresh ? '~' : '=', asked, at(signed) == expected);
                            assertFalse(oracle.release(at(signed)), "a conflict was repeated");
                            yield mark;
                        }
                        case Judgement.Refuse(Refusal reason) -> {
                            agree(letter(reason), asked, true);
                            yield mark;
                        }
                    };
            walk(next, depth - 1);
            oracle.rewind(released);
        }
    }

    private void agree(char judged, int asked, boolean sameContent) {
        char expected = oracle.ask(asked);
        if (judged != expected || !sameContent) {
            throw new AssertionError(
                    "judged " + judged + " instead of " + expected + ": " + DOMAIN.get(asked));
        }
    }

    private int at(ConsensusMessage message) {
        Integer known = index.get(message);
        assertTrue(known != null, "a judgement names a message that was asked or recorded");
        return known;
    }

    private static char letter(Refusal reason) {
        return switch (reason) {
            case HEIGHT_REGRESSION -> 'H';
            case ROUND_REGRESSION -> 'R';
            case STEP_REGRESSION -> 'S';
            case CONFLICT -> 'C';
            case BURNT, RAW_BYTES, BELOW_FLOOR, FLOOR_AWAITED, HEIGHT_JUMP, BUSY, POISONED -> '?';
        };
    }

    private static List<ConsensusMessage> domain() {
        List<ConsensusMessage> domain = new ArrayList<>();
        for (long height : HEIGHTS) {
            for (int round : ROUNDS) {
                for (BlockId id : IDS) {
                    for (Timestamp time : TIMES) {
                        Hrs propose = new Hrs(height, round, Step.PROPOSE);
                        domain.add(new Proposal(propose, -1, id, time));
                        domain.add(new Proposal(propose, 0, id, time));
                        domain.add(new Vote(new Hrs(height, round, Step.PREVOTE), id, time));
                        domain.add(new Vote(new Hrs(height, round, Step.PRECOMMIT), id, time));
                    }
                }
            }
        }
        return domain;
    }
}
