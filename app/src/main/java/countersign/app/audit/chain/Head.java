package countersign.app.audit.chain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which line of an audit: its sequence number and its hash. The head of the newest line stands for
/// everything before it, so whoever keeps it elsewhere can tell later whether lines are missing at
/// the end.
///
/// @param seq counted from 1; 0 in [#NONE] alone
/// @param hash SHA-256 in 64 lower-case hexadecimal digits
public record Head(long seq, String hash) {
    /// What stands before the first line of a chain.
    public static final Head NONE = new Head(0, "0".repeat(64));

    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{64})");

    /// Reads `SEQ:HASH`.
    public static Optional<Head> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches()
                ? Optional.of(new Head(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /// `SEQ:HASH`.
    @Override
    public String toString() {
        return seq + ":" + hash;
    }
}
