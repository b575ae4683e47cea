package countersign.app.shell;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/// The surroundings of one command. `directory` is the absolute working directory; `terminal` says
/// whether standard output is one.
public record Shell(
        Persona persona,
        Path directory,
        Map<String, String> variables,
        PrintStream out,
        PrintStream err,
        boolean terminal) {
    private static final int STATUS_COLUMNS = 12;

    /// A path as typed by the caller, made absolute.
    public Path resolve(Path typed) {
        return directory.resolve(typed).normalize();
    }

    /// Whether output may be coloured: on a terminal that can, unless `NO_COLOR` forbids it.
    public boolean colors() {
        return terminal
                && variables.getOrDefault("NO_COLOR", "").isEmpty()
                && !variables.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /// A line that says what was done: `Generated KMS configuration: …`. The first word is set
    /// flush right in 12 columns, as tmkms does; its current version writes to standard error.
    public void status(String verb, String rest) {
        PrintStream stream =
                switch (persona) {
                    case COUNTERSIGN -> out;
                    case TMKMS -> err;
                };
        stream.println(" ".repeat(Math.max(0, STATUS_COLUMNS - verb.length())) + verb + " " + rest);
    }

    /// A line on standard error about something that does not stop the command.
    public void warn(String what) {
        err.println(prefix() + "warning: " + what);
    }

    /// A line on standard error on what to do next.
    public void hint(String next) {
        err.println(prefix() + "hint: " + next);
    }

    /// Prints every problem with its hint and returns the exit code.
    public int fail(Failure failure) {
        for (Problem problem : failure.problems()) {
            err.println(prefix() + "error: " + problem.what());
            if (!problem.next().isEmpty()) {
                hint(problem.next());
            }
        }
        return failure.fault().exitCode(persona);
    }

    private String prefix() {
        return switch (persona) {
            case COUNTERSIGN -> "countersign: ";
            case TMKMS -> "";
        };
    }
}
