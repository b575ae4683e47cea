package countersign.tx.policy;

import java.math.BigDecimal;

/// Values of strangers in messages: on one line, and not too long.
final class Shown {
    private static final int CHARS_MAX = 100;

    private Shown() {}

    /// Between backquotes.
    static String text(String value) {
        return "`" + bare(value) + "`";
    }

    /// As it is, where nothing else can be meant.
    static String bare(String value) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(value.length(), CHARS_MAX);
        for (char c : value.substring(0, end).toCharArray()) {
            int type = Character.getType(c);
            boolean odd =
                    Character.isISOControl(c)
                            || type == Character.FORMAT
                            || type == Character.LINE_SEPARATOR
                            || type == Character.PARAGRAPH_SEPARATOR;
            shown.append(odd ? '?' : c);
        }
        return shown.append(end < value.length() ? "…" : "").toString();
    }

    static String number(BigDecimal value) {
        return bare(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
    }
}
