package countersign.app.interchange;

import countersign.app.state.StatePlace;
import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.consensus.Hrs;
import countersign.consensus.SignBytes;
import countersign.guard.Mark;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Writes an interchange file: one mark a line, so that two files can be compared by eye.
public final class InterchangeWriter {
    /// What needs no escaping in JSON.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._ +-]*");

    private InterchangeWriter() {}

    /// The text of the file, with a newline at its end. Where nothing was signed yet there is no
    /// mark. `program` is who writes it, with its version.
    public static String text(Map<StatePlace, Mark> marks, String program, Instant now) {
        List<String> lines = new ArrayList<>();
        marks.forEach((place, mark) -> line(place, mark).ifPresent(lines::add));
        return """
        {
          "format": "%s",
          "version": %d,
          "exported_by": "%s",
          "exported_at": "%s",
          "marks": [%s]
        }
        """
                .formatted(
                        Interchange.FORMAT,
                        Interchange.VERSION,
                        plain(program),
                        now.truncatedTo(ChronoUnit.SECONDS),
                        lines.isEmpty() ? "" : "\n    " + String.join(",\n    ", lines) + "\n  ");
    }

    private static Optional<String> line(StatePlace place, Mark mark) {
        return switch (mark) {
            case Mark.Unsigned() -> Optional.empty();
            case Mark.Burnt(Hrs hrs) -> Optional.of(line(place, hrs, ""));
            case Mark.Held(var message) -> {
                Bytes signed = SignBytes.of(message, place.chain()).sha256();
                String more = ", \"sign_bytes_sha256\": \"" + signed.hex() + "\"";
                yield Optional.of(line(place, message.hrs(), more));
            }
        };
    }

    private static String line(StatePlace place, Hrs hrs, String more) {
        return """
        {"chain_id": "%s", "public_key": {"type": "%s", "value": "%s"}, \
        "height": "%d", "round": %d, "step": "%s"%s}\
        """
                .formatted(
                        plain(place.chain().value()),
                        place.key().type().cometName(),
                        Base64.getEncoder().encodeToString(place.key().value().toArray()),
                        hrs.height(),
                        hrs.round(),
                        MarkReader.word(hrs.step()),
                        more);
    }

    private static String plain(String text) {
        Check.that(PLAIN.matcher(text).matches(), "a configured chain id needs no escaping");
        return text;
    }
}
