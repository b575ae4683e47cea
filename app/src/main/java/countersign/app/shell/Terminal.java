package countersign.app.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The person at the other end, if there is one. `shows` says whether standard output is a
/// terminal; `typed` is standard input where that is one, and empty where nobody can be asked.
public record Terminal(
        PrintStream out, PrintStream err, boolean shows, Optional<InputStream> typed) {
    /// No question here takes a longer answer.
    private static final int LINE_BYTES_MAX = 1024;

    /// The next line without its end and the white space around it, at most 1024 bytes of it; empty
    /// where the input is over.
    String line() throws IOException {
        if (typed.isEmpty()) {
            return "";
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = typed.get().read();
        while (next >= 0 && next != '\n') {
            if (line.size() < LINE_BYTES_MAX) {
                line.write(next);
            }
            next = typed.get().read();
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}
