package countersign.app.audit.chain;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of an audit for people. Whatever the file holds, only printable ASCII comes out.
public final class LineText {
    private static final int DAMAGED_CHARS_MAX = 200;
    private static final Pattern FIELD =
            Pattern.compile(
                    ",\"([a-z_]+)\":(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|(-?[0-9]+))");

    private LineText() {}

    /// The line as it stands in the file.
    public static String json(String line) {
        return line.replaceAll("[^ -~]", "?");
    }

    /// `time #seq event: name value, name value`; texts keep the escapes that they have in the
    /// file.
    public static String words(String line) {
        Optional<Line> parsed = Line.parse(line.getBytes(StandardCharsets.ISO_8859_1));
        if (parsed.isEmpty()) {
            String shown = json(line);
            int chars = Math.min(shown.length(), DAMAGED_CHARS_MAX);
            return "(torn or altered) " + shown.substring(0, chars);
        }
        Line whole = parsed.get();
        StringBuilder words = new StringBuilder();
        words.append(whole.time()).append(" #").append(whole.head().seq());
        words.append(' ').append(whole.event().replace('-', ' '));
        String before = ": ";
        Matcher field = FIELD.matcher(whole.fields());
        while (field.find()) {
            String value = field.group(2) == null ? field.group(3) : field.group(2);
            if (!String.valueOf(value).isEmpty()) {
                words.append(before).append(field.group(1).replace('_', ' '));
                words.append(' ').append(value);
                before = ", ";
            }
        }
        return words.toString();
    }
}
