package countersign.app.config.toml;

/// Text of the configuration file as messages show it.
final class Quoted {
    /// Longer text is cut here.
    static final int CHARS_MAX = 80;

    private Quoted() {}

    /// Between backquotes, on one line, printable, and cut where it is long.
    static String text(String value) {
        StringBuilder shown = new StringBuilder("`");
        int end = Math.min(value.length(), CHARS_MAX);
        for (char c : value.substring(0, end).toCharArray()) {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append(String.format("\\u%04X", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.append(end < value.length() ? "…`" : "`").toString();
    }
}
