package countersign.json;

/// Text of strangers for a message: it stays on its line, and cannot look like something else.
public final class OneLine {
    private OneLine() {}

    /// With a question mark for each character that is not shown as itself.
    public static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(isOdd(c) ? '?' : c));
        return line.toString();
    }

    /// As [#of(String)], cut off where it is longer than `charsMax`.
    public static String of(String text, int charsMax) {
        return text.length() <= charsMax ? of(text) : of(text.substring(0, charsMax)) + "…";
    }

    /// Whether a character ends a line, changes what others look like, or is not seen at all.
    public static boolean isOdd(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isISOControl(codePoint)
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
