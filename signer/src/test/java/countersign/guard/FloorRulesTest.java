package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.bytes.Bug;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Step;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalLong;

/// What is known of the chain beyond the mark: floors and jumps.
class FloorRulesTest {
    private static final OptionalLong ANY = OptionalLong.empty();
    private static final List<Mark> MARKS =
            List.of(
                    new Mark.Unsigned(),
                    new Mark.Burnt(new Hrs(5, 0, Step.PREVOTE)),
                    new Mark.Held(Samples.prevote(5, 0, Samples.A)));

    @Test
    void withoutFloorAndLimit_theMarkAloneDecides() {
        for (Mark mark : MARKS) {
            for (ConsensusMessage asked : messages()) {
                assertEquals(Rules.judge(mark, asked), Rules.judge(mark, asked, Floor.NONE, ANY));
            }
        }
    }

    /// Every floor and limit only ever turns an advance into a refusal.
    @Test
    void floorsAndLimits_permitNothingThatTheMarkForbids() {
        for (Mark mark : MARKS) {
            for (ConsensusMessage asked : messages()) {
                Judgement byMark = Rules.judge(mark, asked);
                for (long height = 0; height <= 8; height++) {
                    for (boolean awaited : new boolean[] {false, true}) {
                        Judgement all =
                                Rules.judge(
                                        mark,
                                        asked,
                                        new Floor(height, awaited),
                                        OptionalLong.of(1));
                        boolean stricter =
                                byMark instanceof Judgement.Advance
                                        && all instanceof Judgement.Refuse;
                        Assertions.assertTrue(stricter || all.equals(byMark), "" + asked);
                    }
                }
            }
        }
    }

    @Test
    void atOrBelowTheFloor_nothingNewIsSigned() {
        for (Mark mark : MARKS) {
            assertRefused(
                    Refusal.BELOW_FLOOR,
                    Rules.judge(
                            mark, Samples.precommit(7, 9, Samples.A), new Floor(7, false), ANY));
            assertAdvances(
                    Rules.judge(mark, Samples.proposal(8, 0, Samples.A), new Floor(7, false), ANY));
        }
    }

    @Test
    void lateStepOfTheHeightThatTheChainHas_isRefused() {
        Mark mark = new Mark.Held(Samples.prevote(5, 0, Samples.A));
        assertRefused(
                Refusal.BELOW_FLOOR,
                Rules.judge(mark, Samples.precommit(5, 0, Samples.A), new Floor(5, false), ANY));
    }

    @Test
    void floorBelowTheMark_changesNothing() {
        Mark mark = new Mark.Held(Samples.prevote(5, 0, Samples.A));
        assertAdvances(
                Rules.judge(mark, Samples.precommit(5, 0, Samples.A), new Floor(4, false), ANY));
    }

    @Test
    void recordedVote_isRepeatedWhateverTheFloor() {
        ConsensusMessage held = Samples.prevote(5, 0, Samples.A);
        for (Floor floor : List.of(Floor.AWAITED, new Floor(900, false))) {
            assertEquals(
                    new Judgement.Again(held),
                    Rules.judge(new Mark.Held(held), held.at(Samples.T2), floor, ANY));
        }
    }

    @Test
    void awaitedFloor_refusesEveryAdvance() {
        for (Mark mark : MARKS) {
            assertRefused(
                    Refusal.FLOOR_AWAITED,
                    Rules.judge(mark, Samples.prevote(6, 0, Samples.A), Floor.AWAITED, ANY));
        }
    }

    @Test
    void jumpOfMoreThanAllowed_isRefusedAndOneOfAsManyIsNot() {
        for (Mark mark : MARKS.subList(1, 3)) {
            assertAdvances(jump(mark, 15, 10));
            assertRefused(Refusal.HEIGHT_JUMP, jump(mark, 16, 10));
            assertRefused(Refusal.HEIGHT_JUMP, jump(mark, Long.MAX_VALUE, 10));
            assertAdvances(jump(mark, Long.MAX_VALUE, Long.MAX_VALUE));
        }
    }

    @Test
    void jumpFromNothing_isAllowed() {
        assertAdvances(jump(new Mark.Unsigned(), 12_000_000, 1));
    }

    @Test
    void jumpAfterTheMarkWasRaised_isAllowed() {
        assertAdvances(jump(new Mark.Burnt(new Hrs(15, Integer.MAX_VALUE, Step.PRECOMMIT)), 16, 1));
    }

    @Test
    void impossibleFloorsAndLimits_areBugs() {
        Assertions.assertThrows(Bug.class, () -> new Floor(-1, false));
        Assertions.assertThrows(
                Bug.class,
                () ->
                        new Guard.Limits(
                                RawSigning.FORBIDDEN,
                                Floor.NONE,
                                OptionalLong.of(0),
                                Guard.Limits.TURN_MAX));
    }

    private static Judgement jump(Mark mark, long height, long heightJumpMax) {
        return Rules.judge(
                mark,
                Samples.prevote(height, 0, Samples.A),
                Floor.NONE,
                OptionalLong.of(heightJumpMax));
    }

    private static List<ConsensusMessage> messages() {
        return List.of(
                Samples.proposal(4, 0, Samples.A),
                Samples.proposal(5, 0, Samples.A),
                Samples.prevote(5, 0, Samples.A),
                Samples.prevote(5, 0, Samples.B),
                Samples.precommit(5, 0, Samples.A),
                Samples.prevote(5, 1, Samples.B),
                Samples.prevote(6, 0, Samples.A),
                Samples.prevote(7, 0, Samples.A),
                Samples.precommit(Long.MAX_VALUE, 0, Samples.A));
    }

    private static void assertRefused(Refusal reason, Judgement judgement) {
        assertEquals(new Judgement.Refuse(reason), judgement);
    }

    private static void assertAdvances(Judgement judgement) {
        Assertions.assertInstanceOf(Judgement.Advance.class, judgement);
    }
}
