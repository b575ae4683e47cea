package countersign.app.shell;

import countersign.bytes.SecretBytes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
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
    private static final int UTF_8_BYTES_MAX = 4;

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

    /// Asks whoever gives the input, at the terminal or through a pipe, and returns the line. The
    /// question is printed where tmkms prints it, under its name.
    public String answer(String question, String instead) throws Failure {
        byte[] line = line(question, instead);
        return new String(line, StandardCharsets.UTF_8).strip();
    }

    /// Asks for a secret that may be seen while it is typed, at the terminal or through a pipe. The
    /// caller must close it.
    public SecretBytes secret(String question, String instead) throws Failure {
        return SecretBytes.take(line(question, instead));
    }

    /// Asks for a password, which is not seen while it is typed, or comes through a pipe. The
    /// caller must close it.
    public SecretBytes password(String question, String instead) throws Failure {
        if (terminal.typed().isEmpty()) {
            return secret(question, instead);
        }
        return askHidden(question, instead);
    }

    private byte[] line(String question, String instead) throws Failure {
        InputStream input =
                terminal.typed()
                        .or(terminal::piped)
                        .orElseThrow(() -> Failure.usage("nobody can be asked", instead));
        PrintStream stream =
                switch (persona) {
                    case COUNTERSIGN -> err();
                    case TMKMS -> out();
                };
        stream.print(question);
        stream.flush();
        try {
            return Terminal.line(input);
        } catch (IOException e) {
            throw Failure.operation("cannot read the answer: " + e.getMessage(), instead);
        }
    }

    /// Asks for something that is not shown while it is typed, such as a passphrase, which the
    /// caller closes. `instead` says how to do without a person.
    public SecretBytes askHidden(String question, String instead) throws Failure {
        Optional<char[]> typed = terminal.hidden().flatMap(input -> input.line(question));
        if (typed.isEmpty()) {
            throw Failure.usage(
                    "standard input and output are no terminal, so nobody can be asked", instead);
        }
        byte[] text = wipedUtf8(typed.get());
        if (text.length == 0) {
            throw Failure.usage("nothing was typed", instead);
        }
        return SecretBytes.take(text);
    }

    /// The letters in UTF-8, which alone are left of them.
    private static byte[] wipedUtf8(char[] letters) {
        ByteBuffer bytes = ByteBuffer.allocate(UTF_8_BYTES_MAX * letters.length);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(letters), bytes, true);
        byte[] text = Arrays.copyOf(bytes.array(), bytes.position());
        Arrays.fill(letters, '\0');
        Arrays.fill(bytes.array(), (byte) 0);
        return text;
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
