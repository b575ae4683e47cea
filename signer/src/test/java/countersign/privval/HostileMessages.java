package countersign.privval;

import countersign.bytes.Bytes;
import countersign.proto.ProtoWriter;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads `hostile-messages.txt`, whose head explains its notation.
public final class HostileMessages {
    /// One message. `outcome` is `MALFORMED`, `ACCEPTED`, or an [AnswerKind] followed by a part of
    /// the error's text.
    public record Case(String name, String outcome, Bytes message) {}

    private final Map<String, String> definitions = new HashMap<>();
    private final List<Case> cases = new ArrayList<>();

    private HostileMessages() {}

    public static List<Case> all() {
        HostileMessages table = new HostileMessages();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        HostileMessages.class.getResourceAsStream(
                                                "/hostile-messages.txt")),
                                StandardCharsets.UTF_8))) {
            lines.lines().map(String::strip).forEach(table::addLine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table.cases;
    }

    private void addLine(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("$")) {
            int equals = line.indexOf('=');
            definitions.put(line.substring(1, equals).strip(), line.substring(equals + 1));
            return;
        }
        String[] parts = line.split("\\|", 3);
        cases.add(new Case(parts[0].strip(), parts[1].strip(), bytes(parts[2])));
    }

    private Bytes bytes(String expression) {
        Cursor cursor = new Cursor(expression);
        Bytes value = cursor.sequence();
        if (!cursor.isAtEnd()) {
            throw new IllegalArgumentException("unbalanced: " + expression);
        }
        return value;
    }

    private final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        boolean isAtEnd() {
            return at == text.length();
        }

        /// Up to the end or to a closing bracket, which is left in place.
        Bytes sequence() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            while (at < text.length() && text.charAt(at) != '}' && text.charAt(at) != ']') {
                out.writeBytes(item().toArray());
            }
            return Bytes.of(out.toByteArray());
        }

        private Bytes item() {
            return switch (text.charAt(at)) {
                case ' ' -> {
                    at++;
                    yield Bytes.EMPTY;
                }
                case '{' -> delimited(bracketed());
                case '[' -> repeated(bracketed());
                case '"' -> quoted();
                case '$' -> bytes(Objects.requireNonNull(definitions.get(name()), text));
                default -> {
                    at += 2;
                    yield Bytes.of(HexFormat.of().parseHex(text, at - 2, at));
                }
            };
        }

        private Bytes bracketed() {
            at++;
            Bytes inner = sequence();
            at++;
            return inner;
        }

        private static Bytes delimited(Bytes inner) {
            Bytes field = new ProtoWriter().message(1, inner).encoded();
            return field.slice(1, field.length());
        }

        private Bytes repeated(Bytes inner) {
            at++;
            int from = at;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            byte[] once = inner.toArray();
            int times = Integer.parseInt(text.substring(from, at));
            ByteArrayOutputStream out = new ByteArrayOutputStream(times * once.length);
            for (int i = 0; i < times; i++) {
                out.writeBytes(once);
            }
            return Bytes.of(out.toByteArray());
        }

        private Bytes quoted() {
            int end = text.indexOf('"', at + 1);
            byte[] content = text.substring(at + 1, end).getBytes(StandardCharsets.UTF_8);
            at = end + 1;
            return Bytes.of(content);
        }

        private String name() {
            at++;
            int from = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            return text.substring(from, at);
        }
    }
}
