package countersign.json;

import java.util.List;
import java.util.stream.Collectors;

/// One JSON object in the making, compact, its members in the order of the calls. Escapes what JSON
/// demands and nothing else, as serde_json does.
public final class JsonWriter {
    private final StringBuilder written = new StringBuilder("{");

    public JsonWriter text(String name, String value) {
        return raw(name, quoted(value));
    }

    public JsonWriter whole(String name, long value) {
        return raw(name, Long.toString(value));
    }

    /// A number as text, as Go writes those of 64 bits.
    public JsonWriter wholeInText(String name, long value) {
        return text(name, Long.toString(value));
    }

    public JsonWriter flag(String name, boolean value) {
        return raw(name, Boolean.toString(value));
    }

    /// A value that is JSON already.
    public JsonWriter raw(String name, String json) {
        if (written.length() > 1) {
            written.append(',');
        }
        written.append(quoted(name)).append(':').append(json);
        return this;
    }

    /// The object.
    public String done() {
        return written + "}";
    }

    /// A list of values that are JSON already.
    public static String list(List<String> values) {
        return "[" + String.join(",", values) + "]";
    }

    /// A value as it was read.
    public static String of(JsonValue value) {
        return switch (value) {
            case JsonValue.Members(Spot _, var values) ->
                    values.entrySet().stream()
                            .map(member -> quoted(member.getKey()) + ":" + of(member.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case JsonValue.Items(Spot _, var values) ->
                    list(values.stream().map(JsonWriter::of).toList());
            case JsonValue.Text(Spot _, String text) -> quoted(text);
            case JsonValue.Numeral(Spot _, String number) -> number;
            case JsonValue.Word(Spot _, String word) -> word;
        };
    }

    /// Text in its quotes.
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    boolean lone =
                            Character.isSurrogate(unit)
                                    && Character.charCount(text.codePointAt(i)) == 1
                                    && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
                    if (unit < ' ' || lone) {
                        quoted.append("\\u%04x".formatted((int) unit));
                    } else {
                        quoted.append(unit);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
