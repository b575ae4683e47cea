package countersign.app.config;

import countersign.bytes.Check;

/// One thing that is wrong with a configuration file, or that deserves a warning.
///
/// @param line counted from 1; [#WHOLE_FILE] where no line is to blame
/// @param what the fault, lower case at the start, no full stop at the end; never holds a secret
/// @param hint what to do about it, in the same form
public record Problem(int line, String what, String hint) {
    /// The line of a problem that concerns the file as a whole.
    public static final int WHOLE_FILE = 0;

    public Problem {
        Check.that(line >= WHOLE_FILE, "a line is never negative");
        Check.that(!what.isEmpty() && !hint.isEmpty(), "a problem says what and what next");
    }

    /// Two lines without a final newline: `file:line: what`, then the indented hint.
    public String in(String file) {
        String place = line == WHOLE_FILE ? file : file + ":" + line;
        return place + ": " + what + "\n    hint: " + hint;
    }
}
