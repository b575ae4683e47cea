package countersign.tx.policy;

import countersign.bytes.Check;

/// Text with `*` for any run of characters, an empty one too, but for control characters. All else
/// stands for itself.
///
/// Matching looks for each piece between the stars once, from left to right: no text makes it slow.
///
/// @param written at most [#CHARS_MAX] characters
public record Pattern(String written) {
    public static final int CHARS_MAX = 512;

    public Pattern {
        Check.that(written.length() <= CHARS_MAX, "a pattern is short");
    }

    /// Whether all of the text is as the pattern says.
    public boolean matches(String text) {
        String[] pieces = written.split("\\*", -1);
        String first = pieces[0];
        if (pieces.length == 1) {
            return text.equals(first);
        }
        String last = pieces[pieces.length - 1];
        if (text.length() < first.length() + last.length()
                || !text.startsWith(first)
                || !text.endsWith(last)) {
            return false;
        }
        int from = first.length();
        int end = text.length() - last.length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = text.indexOf(pieces[i], from);
            if (found < 0 || found + pieces[i].length() > end) {
                return false;
            }
            from = found + pieces[i].length();
        }
        return text.chars().noneMatch(Character::isISOControl);
    }
}
