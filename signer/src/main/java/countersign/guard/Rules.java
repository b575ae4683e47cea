package countersign.guard;

import countersign.bytes.Check;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Vote;

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
/// The rules know no jump that is too far: a signature at the greatest height there is would be
/// legal, and the last one. Who may ask for which heights is not judged here.
public final class Rules {
    private Rules() {}

    public static Judgement judge(Mark mark, ConsensusMessage asked) {
        return switch (mark) {
            case Mark.Unsigned() -> new Judgement.Advance(new Mark.Held(asked));
            case Mark.Burnt(Hrs taken) -> {
                if (asked.hrs().compareTo(taken) == 0) {
                    yield new Judgement.Refuse(Refusal.BURNT);
                }
                yield judgeOtherPlace(taken, asked);
            }
            case Mark.Held(ConsensusMessage held) -> {
                if (asked.hrs().compareTo(held.hrs()) == 0) {
                    yield judgeSamePlace(held, asked);
                }
                yield judgeOtherPlace(held.hrs(), asked);
            }
        };
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

    private static Judgement judgeOtherPlace(Hrs taken, ConsensusMessage asked) {
        Hrs place = asked.hrs();
        Check.that(place.compareTo(taken) != 0, "the same place is judged elsewhere");
        if (place.compareTo(taken) > 0) {
            return new Judgement.Advance(new Mark.Held(asked));
        }
        if (place.height() < taken.height()) {
            return new Judgement.Refuse(Refusal.HEIGHT_REGRESSION);
        }
        return new Judgement.Refuse(
                place.round() < taken.round() ? Refusal.ROUND_REGRESSION : Refusal.STEP_REGRESSION);
    }
}
