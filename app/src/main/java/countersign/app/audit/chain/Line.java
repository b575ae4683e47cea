package countersign.app.audit.chain;

import countersign.bytes.Bytes;
import countersign.bytes.Check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of an audit as it was read, its own hash checked. Without the final newline it is
///
///     {"seq":S,"prev":"P","time":"T","pid":I,"event":"E" FIELDS ,"hash":"H"}
///
/// with no space anywhere but in texts, nothing but the bytes 0x20 to 0x7E, and H the SHA-256 of
/// all bytes before `,"hash":"`. P is the H of the line before, 64 zeros in the first line.
///
/// @param fields `,"name":value` for each fact of the event
public record Line(Head head, String prev, String time, String event, String fields) {
    public static final int BYTES_MAX = 32 * 1024;

    private static final String HASH = ",\"hash\":\"";
    private static final String END = "\"}";
    private static final int HASH_CHARS = 64;
    private static final Pattern START =
            Pattern.compile(
                    "\\{\"seq\":([1-9][0-9]{0,17}),\"prev\":\"([0-9a-f]{64})\","
                            + "\"time\":\"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{15}Z)\","
                            + "\"pid\":[0-9]{1,19},\"event\":\"([a-z-]{1,40})\"");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /// A line that is ready to be written, with its newline.
    public record Written(Head head, Bytes bytes) {}

    /// The line that follows `before`.
    public static Written after(Head before, Instant time, long pid, Said said) {
        String body =
                start(before)
                        + ",\"time\":\""
                        + TIME.format(time)
                        + "\",\"pid\":"
                        + pid
                        + ",\"event\":\""
                        + said.event()
                        + "\""
                        + said.fields();
        Head head = new Head(before.seq() + 1, Digest.hex(ascii(body)));
        byte[] line = ascii(body + HASH + head.hash() + END + "\n");
        Check.that(line.length <= BYTES_MAX, "every field of a line is bounded");
        return new Written(head, Bytes.of(line));
    }

    /// What every line after `before` begins with.
    static String start(Head before) {
        return "{\"seq\":" + (before.seq() + 1) + ",\"prev\":\"" + before.hash() + "\"";
    }

    /// Reads a line without its newline; empty where it is not one, or not what its hash was made
    /// of.
    static Optional<Line> parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int bodyChars = text.length() - HASH.length() - HASH_CHARS - END.length();
        if (bodyChars < 0 || !isPrintable(text) || !text.endsWith(END)) {
            return Optional.empty();
        }
        Matcher start = START.matcher(text);
        boolean framed = start.lookingAt() && start.end() <= bodyChars;
        if (!framed || !text.startsWith(HASH, bodyChars)) {
            return Optional.empty();
        }
        String hash = text.substring(bodyChars + HASH.length(), text.length() - END.length());
        if (!hash.equals(Digest.hex(ascii(text.substring(0, bodyChars))))) {
            return Optional.empty();
        }
        Head head = new Head(Long.parseLong(start.group(1)), hash);
        String fields = text.substring(start.end(), bodyChars);
        return Optional.of(new Line(head, start.group(2), start.group(3), start.group(4), fields));
    }

    /// Whether this line comes right after `before`.
    boolean follows(Head before) {
        return head.seq() == before.seq() + 1 && prev.equals(before.hash());
    }

    /// Whether `text` could be how a line after `before` begins, or all of it.
    static boolean couldBegin(String text, Head before) {
        String start = start(before);
        if (!isPrintable(text) || !(start.startsWith(text) || text.startsWith(start))) {
            return false;
        }
        // Quotes in texts are escaped, so that these can only be the line's own.
        int body = text.indexOf(HASH);
        if (body < 0) {
            return !text.endsWith(END) || text.endsWith("\\" + END);
        }
        return (HASH + Digest.hex(ascii(text.substring(0, body))) + END)
                .startsWith(text.substring(body));
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
