package countersign.app.log;

import countersign.app.log.LogLine.Field;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// How a line is written. `program` stands in front of every target.
sealed interface LineFormat {
    /// Longer messages are cut: a part of some comes from a peer.
    int MESSAGE_CHARS_MAX = 2_000;

    DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /// The line with its newline.
    String render(LogLine line);

    /// tmkms' format, which is that of Rust's `tracing`: time, level, target, message.
    record Text(String program, boolean colors) implements LineFormat {
        private static final String DIM = "2";

        @Override
        public String render(LogLine line) {
            String level = " ".repeat(5 - line.level().name().length()) + line.level().name();
            return paint(DIM, time(line.time()))
                    + " "
                    + paint(color(line.level()), level)
                    + " "
                    + paint(DIM, program + "::" + line.target() + ":")
                    + " "
                    + printable(line.message())
                    + "\n";
        }

        private static String color(Level level) {
            return switch (level) {
                case ERROR -> "31";
                case WARN -> "33";
                case INFO -> "32";
                case DEBUG -> "34";
            };
        }

        private String paint(String color, String text) {
            return colors ? "\u001b[" + color + "m" + text + "\u001b[0m" : text;
        }
    }

    /// One JSON object: `time`, `level`, `target`, `message`, then the line's fields.
    record Json(String program) implements LineFormat {
        private static final JsonFactory FACTORY = new JsonFactory();

        @Override
        public String render(LogLine line) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
                json.writeStartObject();
                json.writeStringProperty("time", time(line.time()));
                json.writeStringProperty("level", line.level().name());
                json.writeStringProperty("target", program + "::" + line.target());
                json.writeStringProperty("message", printable(line.message()));
                for (Field field : line.fields()) {
                    write(json, field);
                }
                json.writeEndObject();
            }
            return text.append('\n').toString();
        }

        private static void write(JsonGenerator json, Field field) {
            switch (field) {
                case Field.Text(String name, String value) ->
                        json.writeStringProperty(name, printable(value));
                case Field.Whole(String name, long value) -> json.writeNumberProperty(name, value);
            }
        }
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }

    /// A peer's text must neither start a line of its own nor steer a terminal.
    private static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .limit(MESSAGE_CHARS_MAX)
                .forEach(
                        c -> {
                            if (isPrintable(c)) {
                                clean.appendCodePoint(c);
                            } else {
                                clean.append(String.format("\\u{%x}", c));
                            }
                        });
        return clean.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    false;
            default -> true;
        };
    }
}
