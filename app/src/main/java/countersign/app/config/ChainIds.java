package countersign.app.config;

import java.util.regex.Pattern;

/// What is taken for a chain id wherever somebody writes one: every live chain's is of this form,
/// and it can be part of a file's name.
public final class ChainIds {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,50}");

    private ChainIds() {}

    /// Whether these are 1 to 50 letters, digits, `.`, `_` and `-`.
    public static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }
}
