package countersign.app.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The surroundings of one command. `directory` is the absolute working directory; `hardening`
/// protects the process from before it holds keys and says what could not be done.
public record Shell(
        Persona persona,
        Path directory,
        Map<String, String> variables,
        Terminal terminal,
        Supplier<List<Problem>> hardening) {
    private static final int STATUS_COLUMNS = 12;

    /// The same surroundings, in which nobody hears and nobody answers.
    public Shell mute() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Terminal nobody = new Terminal(nowhere, nowhere, false, Optional.empty());
        return new Shell(persona, directory, variables, nobody, hardening);
    }

    public PrintStream out() {
        return terminal.out();
    }

    public PrintStream err() {
        return terminal.err();
    }

    /// A path as typed by the caller, made absolute.
    public Path resolve(Path typed) {
        return directory.resolve(typed).normalize();
    }

    /// Whether output may be coloured: on a terminal that can, unless `NO_COLOR` forbids it.
    public boolean colors() {
        return terminal.shows()
                && variables.getOrDefault("NO_COLOR", "").isEmpty()
                && !variables.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /// A line that says what was done: `Generated KMS configuration: …`. The first word is set
    /// flush right in 12 columns, as tmkms does; its current version writes to standard error.
    public void status(String verb, String rest) {
        PrintStream stream =
                switch (persona) {
                    case COUNTERSIGN -> out();
                    case TMKMS -> err();
                };
        stream.println(" ".repeat(Math.max(0, STATUS_COLUMNS - verb.length())) + verb + " " + rest);
    }

    /// A line on standard error about something that does not stop the command.
    public void warn(String what) {
        err().println(prefix() + "warning: " + what);
    }

    /// A line on standard error on what to do next.
    public void hint(String next) {
        err().println(prefix() + "hint: " + next);
    }

    /// Asks the person at the terminal and returns what was typed. `instead` says how to do without
    /// a person, for the failure where there is none.
    public String ask(String question, String instead) throws Failure {
        if (terminal.typed().isEmpty()) {
            throw Failure.usage("standard input is no terminal, so nobody can be asked", instead);
        }
        err().print(question);
        err().flush();
        try {
            return terminal.line();
        } catch (IOException e) {
            throw Failure.operation("cannot read from the terminal: " + e.getMessage(), instead);
        }
    }

    /// Prints every problem with its hint and returns the exit code.
    public int fail(Failure failure) {
        for (Problem problem : failure.problems()) {
            err().println(prefix() + "error: " + problem.what());
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
