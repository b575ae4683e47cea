package countersign.app.log;

import java.time.Instant;
import java.util.List;

/// One line before it is text. `target` is the part of the program that speaks, without the
/// program's name; `fields` repeat what the message says, for machines.
record LogLine(Instant time, Level level, String target, String message, List<Field> fields) {

    /// One fact of a line, under the name it has in JSON.
    sealed interface Field {
        String name();

        record Text(String name, String value) implements Field {}

        record Whole(String name, long value) implements Field {}
    }
}
