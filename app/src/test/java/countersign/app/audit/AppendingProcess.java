package countersign.app.audit;

import countersign.app.audit.chain.Head;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// A process of its own that appends entries one by one to an audit when it is told to.
final class AppendingProcess {
    static final long FILE_BYTES_MAX = 8_000;

    private AppendingProcess() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Notices silent =
                new Notices() {
                    @Override
                    public void warn(String what) {
                        out.println("warning: " + what);
                    }

                    @Override
                    public void head(Head head) {}
                };
        FileChain chain =
                new FileChain(
                        Samples.settings(Path.of(arguments[0]), FILE_BYTES_MAX),
                        Samples.CLOCK,
                        silent);
        out.println("ready");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        long first = Long.parseLong(arguments[1]);
        for (long height = first; height < first + Long.parseLong(arguments[2]); height++) {
            append(chain, height);
        }
        chain.close();
        out.println("done");
    }

    /// Again and again, as the audit's own thread does: the others hardly ever let go of the lock.
    private static void append(FileChain chain, long height) {
        Deque<Entry> pending = new ArrayDeque<>(List.of(Samples.entry(height)));
        while (!pending.isEmpty()) {
            try {
                chain.append(pending);
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).contains("locked")) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
