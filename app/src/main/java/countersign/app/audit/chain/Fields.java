package countersign.app.audit.chain;

import java.util.Locale;

/// The facts of one line in their order, already in the bytes that are hashed. Written here and not
/// by a JSON library, since a hash lasts longer than a library's idea of how to escape.
public final class Fields {
    /// Longer texts are cut and end in `…`: a part of some comes from a peer.
    public static final int TEXT_CHARS_MAX = 500;

    private static final String CUT = "…";

    private final StringBuilder written = new StringBuilder();

    public Fields text(String name, String value) {
        written.append(",\"").append(name).append("\":\"").append(escaped(value)).append('"');
        return this;
    }

    public Fields whole(String name, long value) {
        written.append(",\"").append(name).append("\":").append(value);
        return this;
    }

    /// `,"name":value` for each field.
    String written() {
        return written.toString();
    }

    /// Printable ASCII as it is but for the two characters that JSON reserves; every other UTF-16
    /// unit as JSON's escape of four hexadecimal digits, in lower case.
    private static String escaped(String value) {
        boolean fits = value.length() <= TEXT_CHARS_MAX;
        String kept = fits ? value : value.substring(0, TEXT_CHARS_MAX - 1) + CUT;
        StringBuilder escaped = new StringBuilder(kept.length());
        for (int i = 0; i < kept.length(); i++) {
            char unit = kept.charAt(i);
            if (unit == '"' || unit == '\\') {
                escaped.append('\\').append(unit);
            } else if (unit >= ' ' && unit <= '~') {
                escaped.append(unit);
            } else {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
            }
        }
        return escaped.toString();
    }
}
