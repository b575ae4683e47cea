package countersign.guard;

import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Vote;

import java.util.Optional;
import java.util.OptionalLong;

/// CometBFT's rules against double signing (FilePV's `CheckHRS` and what follows it), as a pure
/// function: no clock, no disk, no log.
///
/// | asked, against the mark | judgement |
/// | --- | --- |
/// | lower height, round or step | refuse: regression |
/// | higher | advance |
/// | same place, mark burnt | refuse: burnt |
/// | same place, same content but for the time | again |
/// | same place, anything else | refuse: conflict |
///
/// A vote asked again is the recorded vote, time included: the node copies the time back. A
/// proposal asked again is signed with the new time, because nodes do not copy a proposal's time
/// and would call the recorded signature invalid; there is no evidence over two times of one block.
///
/// By the mark alone no jump is too far: a signature at the greatest height there is would be
/// legal, and the last one. What else is known of the chain is judged after that, and only of what
/// would advance the mark: an answer that is recorded stays good.
///
/// | would advance the mark | judgement |
/// | --- | --- |
/// | while a floor is awaited | refuse: floor awaited |
/// | to a height at or below the floor | refuse: below floor |
/// | by more heights than allowed, from a mark that is somewhere | refuse: height jump |
public final class Rules {
    private Rules() {}

    public static Judgement judge(Mark mark, ConsensusMessage asked) {
        return switch (mark) {
            case Mark.Unsigned() -> new Judgement.Advance(new Mark.Held(asked));
            case Mark.Burnt(Hrs taken) -> judge(taken, asked, new Judgement.Refuse(Refusal.BURNT));
            case Mark.Held(ConsensusMessage held) ->
                    judge(held.hrs(), asked, judgeSamePlace(held, asked));
        };
    }

    /// As [#judge(Mark, ConsensusMessage)], and by what is known beyond the mark. A mark where
    /// nothing was signed yet is not held to `heightJumpMax`: a new validator of an old chain
    /// begins anywhere.
    static Judgement judge(
            Mark mark, ConsensusMessage asked, Floor floor, OptionalLong heightJumpMax) {
        return switch (judge(mark, asked)) {
            case Judgement.Advance advance ->
                    beyondTheMark(mark, asked.hrs().height(), floor, heightJumpMax)
                            .<Judgement>map(Judgement.Refuse::new)
                            .orElse(advance);
            case Judgement.Again again -> again;
            case Judgement.Refuse refuse -> refuse;
        };
    }

    private static Optional<Refusal> beyondTheMark(
            Mark mark, long height, Floor floor, OptionalLong heightJumpMax) {
        if (floor.awaited()) {
            return Optional.of(Refusal.FLOOR_AWAITED);
        }
        if (height <= floor.height()) {
            return Optional.of(Refusal.BELOW_FLOOR);
        }
        long jumpMax = heightJumpMax.orElse(Long.MAX_VALUE);
        return mark.place()
                .filter(last -> height - last.height() > jumpMax)
                .map(_ -> Refusal.HEIGHT_JUMP);
    }

    private static Judgement judgeSamePlace(ConsensusMessage held, ConsensusMessage asked) {
        if (!asked.sameButForTime(held)) {
            return new Judgement.Refuse(Refusal.CONFLICT);
        }
        return new Judgement.Again(
                switch (asked) {
                    case Vote _ -> held;
                    case Proposal proposal -> proposal;
                });
    }

    /// `atThisPlace` is for what asks for the place itself that is taken.
    private static Judgement judge(Hrs taken, ConsensusMessage asked, Judgement atThisPlace) {
        Hrs place = asked.hrs();
        if (place.compareTo(taken) > 0) {
            return new Judgement.Advance(new Mark.Held(asked));
        }
        if (place.equals(taken)) {
            return atThisPlace;
        }
        if (place.height() < taken.height()) {
            return new Judgement.Refuse(Refusal.HEIGHT_REGRESSION);
        }
        return new Judgement.Refuse(
                place.round() < taken.round() ? Refusal.ROUND_REGRESSION : Refusal.STEP_REGRESSION);
    }
}
