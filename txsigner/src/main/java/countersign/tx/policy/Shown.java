package countersign.tx.policy;

import countersign.json.OneLine;

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
        return OneLine.of(value, CHARS_MAX);
    }

    static String number(BigDecimal value) {
        return bare(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
    }
}
