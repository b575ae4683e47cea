package countersign.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The person at the other end, if there is one. `shows` says whether standard output is a
/// terminal; `typed` is standard input where that is one, and empty where nobody can be asked;
/// `piped` is standard input where it is none; `hidden` takes what nobody may look at.
public record Terminal(
        PrintStream out,
        PrintStream err,
        boolean shows,
        Optional<InputStream> typed,
        Optional<InputStream> piped,
        Optional<HiddenInput> hidden) {
    /// No question here takes a longer answer.
    private static final int LINE_BYTES_MAX = 1024;

    /// Nothing is piped in, and what is typed cannot be hidden.
    public Terminal(PrintStream out, PrintStream err, boolean shows, Optional<InputStream> typed) {
        this(out, err, shows, typed, Optional.empty(), Optional.empty());
    }

    /// The next line that is typed without its end and the white space around it, at most 1024
    /// bytes of it; empty where the input is over.
    String line() throws IOException {
        return typed.isEmpty() ? "" : new String(line(typed.get()), StandardCharsets.UTF_8).strip();
    }

    /// The next line, typed or piped, without its end and at most 1024 bytes of it; empty where the
    /// input is over. Leaves no copy, and the caller must wipe it.
    static byte[] line(InputStream input) throws IOException {
        byte[] line = new byte[LINE_BYTES_MAX];
        int length = 0;
        int next = input.read();
        while (next >= 0 && next != '\n') {
            if (length < LINE_BYTES_MAX) {
                line[length++] = (byte) next;
            }
            next = input.read();
        }
        byte[] exact = Arrays.copyOf(line, length);
        Arrays.fill(line, (byte) 0);
        return exact;
    }
}
