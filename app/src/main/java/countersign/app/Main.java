package countersign.app;

import countersign.app.command.CommandLines;
import countersign.app.harden.Hardening;
import countersign.app.shell.Persona;
import countersign.app.shell.Shell;
import countersign.app.shell.Terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.util.Optional;

/// The program.
public final class Main {
    /// `EX_SOFTWARE`: we are wrong.
    private static final int BUG = 70;

    private Main() {}

    /// Runs one command and ends the process with its exit code.
    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler((thread, bug) -> die(thread, bug));
        rememberNoFailedLookups();
        Shell shell =
                new Shell(
                        Persona.ofName(System.getProperty("countersign.persona", "countersign")),
                        Path.of("").toAbsolutePath(),
                        System.getenv(),
                        terminal(),
                        Hardening::apply);
        int code = run(args, shell);
        shell.out().flush();
        System.exit(code);
    }

    /// Runs one command in the given surroundings and returns its exit code.
    static int run(String[] args, Shell shell) {
        return CommandLines.execute(args, shell);
    }

    private static Terminal terminal() {
        boolean typed = Boolean.getBoolean("countersign.typed");
        Optional<InputStream> input = Optional.of(System.in);
        return new Terminal(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Boolean.getBoolean("countersign.terminal"),
                input.filter(_ -> typed),
                input.filter(_ -> !typed),
                Optional.of(Main::readHidden));
    }

    /// The JDK believes for 10 s that a name does not exist and for 30 s in an address. A node that
    /// starts in a container gives its signer 3 s.
    private static void rememberNoFailedLookups() {
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Security.setProperty("networkaddress.cache.ttl", "1");
    }

    /// The JDK has a console only where standard input and output are one terminal.
    private static Optional<char[]> readHidden(String question) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("%s", question));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /// A bug in any thread ends the process at once: a signer that is wrong about itself must not
    /// go on signing. No hook runs, since none can be trusted now.
    private static void die(Thread thread, Throwable bug) {
        PrintStream err = stream(FileDescriptor.err);
        err.println("countersign: error: internal error in thread " + thread.getName());
        err.println("countersign: hint: please report this with the lines below");
        for (Throwable cause = bug; cause != null; cause = cause.getCause()) {
            err.println(cause);
            for (StackTraceElement frame : cause.getStackTrace()) {
                err.println("    at " + frame);
            }
        }
        Runtime.getRuntime().halt(BUG);
    }
}
