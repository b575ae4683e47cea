package countersign.app.config.toml;

import countersign.app.config.ConfigException;
import countersign.app.config.Problem;
import countersign.bytes.Bytes;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The text of a configuration file: from its bytes for a TOML parser, and from there for messages.
public final class SourceText {
    /// The size of a file, 1 MiB: far above any real one.
    public static final int BYTES_MAX = 1 << 20;

    /// The lines of a file.
    public static final int LINES_MAX = 20_000;

    /// Longer text is cut here in messages.
    private static final int QUOTED_CHARS_MAX = 80;

    private SourceText() {}

    /// Between backquotes, on one line, printable, and cut where it is long.
    public static String quoted(String value) {
        StringBuilder shown = new StringBuilder("`");
        int end = Math.min(value.length(), QUOTED_CHARS_MAX);
        for (char c : value.substring(0, end).toCharArray()) {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append(String.format("\\u%04X", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.append(end < value.length() ? "…`" : "`").toString();
    }

    /// Strict UTF-8 without the byte order mark that some editors put in front.
    public static String of(String file, Bytes contents) throws ConfigException {
        if (contents.length() > BYTES_MAX) {
            throw refused(
                    file,
                    Problem.WHOLE_FILE,
                    "the file is larger than 1 MiB",
                    "this is hardly a configuration file; check the path");
        }
        if (startsWith(contents, 0xFE, 0xFF) || startsWith(contents, 0xFF, 0xFE)) {
            throw refused(
                    file,
                    1,
                    "the file is in UTF-16, not in UTF-8",
                    "save it as UTF-8 (Notepad: Save as, Encoding)");
        }
        boolean marked = startsWith(contents, 0xEF, 0xBB, 0xBF);
        String text = decoded(file, marked ? contents.slice(3, contents.length()) : contents);
        if (text.lines().limit(LINES_MAX + 1L).count() > LINES_MAX) {
            throw refused(
                    file,
                    LINES_MAX + 1,
                    "the file has more than " + LINES_MAX + " lines",
                    "this is hardly a configuration file; check the path");
        }
        return text;
    }

    private static String decoded(String file, Bytes contents) throws ConfigException {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(contents.toArray());
        CharBuffer out = CharBuffer.allocate(contents.length());
        boolean malformed = decoder.decode(in, out, true).isError();
        String text = out.flip().toString();
        if (malformed) {
            throw refused(
                    file,
                    lineAt(text, text.length()),
                    "not valid UTF-8: byte 0x%02x".formatted(in.get(in.position())),
                    "save the file as UTF-8, or retype what is on that line");
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw refused(
                    file,
                    lineAt(text, nul),
                    "a NUL byte: this is not a text file, or a damaged one",
                    "restore the file from a backup");
        }
        return text;
    }

    private static int lineAt(String text, int end) {
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    private static boolean startsWith(Bytes contents, int... start) {
        if (contents.length() < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (contents.at(i) != (byte) start[i]) {
                return false;
            }
        }
        return true;
    }

    private static ConfigException refused(String file, int line, String what, String hint) {
        return new ConfigException(file, List.of(new Problem(line, what, hint)));
    }
}
