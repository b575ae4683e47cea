package countersign.tx.text;

import countersign.bytes.Check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Compact JSON with sorted names, escaped as Go's `encoding/json` does: a chain signs what that
/// package makes of a transaction, and one other byte is another document. Every method takes and
/// gives whole values.
public final class GoJson {
    private static final char FIRST_PRINTED = ' ';

    private GoJson() {}

    /// A string of well-formed Unicode. Of the control characters only tab and the ends of lines
    /// may be in it: Go's versions write others differently.
    public static String text(String value) {
        StringBuilder json = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '<', '>', '&', '\u2028', '\u2029' ->
                        json.append("\\u%04x".formatted((int) character));
                default -> {
                    Check.that(character >= FIRST_PRINTED, "control characters are refused before");
                    json.append(character);
                }
            }
        }
        return json.append('"').toString();
    }

    /// An object of values that are JSON already.
    public static String object(Map<String, String> members) {
        StringBuilder json = new StringBuilder("{");
        new TreeMap<>(members)
                .forEach(
                        (name, value) -> {
                            json.append(json.length() == 1 ? "" : ",");
                            json.append(text(name)).append(':').append(value);
                        });
        return json.append('}').toString();
    }

    /// A list of values that are JSON already.
    public static String list(List<String> items) {
        return "[" + String.join(",", items) + "]";
    }
}
