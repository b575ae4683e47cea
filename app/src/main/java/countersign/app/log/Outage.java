package countersign.app.log;

import java.time.Duration;

/// A link that failed `lines` times in the same way without a success in between, and what the log
/// does about it: the first five failures get a line each, later ones one a minute with the number
/// of those left out.
///
/// `speaks` says whether the last failure gets a line, `note` what to add to it.
record Outage(String why, int lines, long unsaid, long lastLineNanos, boolean speaks, String note) {
    private static final int LINES_FIRST = 5;
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    static Outage first(String why, long nowNanos) {
        return new Outage(why, 1, 0, nowNanos, true, "");
    }

    /// The outage after one more failure.
    Outage then(String whyNow, long nowNanos) {
        if (!whyNow.equals(why)) {
            return first(whyNow, nowNanos);
        }
        if (lines < LINES_FIRST) {
            boolean last = lines + 1 == LINES_FIRST;
            String next = last ? "; from now on once a minute" : "";
            return new Outage(why, lines + 1, 0, nowNanos, true, next);
        }
        if (nowNanos - lastLineNanos < PAUSE_NANOS) {
            return new Outage(why, lines, unsaid + 1, lastLineNanos, false, "");
        }
        return new Outage(why, lines, 0, nowNanos, true, "; " + unsaid + " times more before");
    }

    /// Whether the log has said all there is to say about dialling this link.
    boolean isQuiet() {
        return lines == LINES_FIRST;
    }
}
