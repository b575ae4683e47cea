package countersign.app.state;

import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.guard.Mark;

/// Marks and places in the fewest words, as operators type them and as records of changes keep
/// them: `100/0/2` for height, round and step (counted from 0), `100` for a height with every round
/// of it.
public final class MarkText {
    private MarkText() {}

    public static String of(Mark mark) {
        return mark.place().map(MarkText::of).orElse("nothing signed");
    }

    public static String of(Hrs place) {
        return isWholeHeight(place) ? Long.toString(place.height()) : place.toString();
    }

    /// Whether a place covers every round of its height.
    public static boolean isWholeHeight(Hrs place) {
        return place.round() == Integer.MAX_VALUE && place.step() == Step.PRECOMMIT;
    }
}
