package countersign.app.command;

import countersign.app.command.state.LifeCommands;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.app.shell.Shell;
import countersign.bytes.Bug;

import picocli.CommandLine;
import picocli.CommandLine.Help;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The whole command line: which commands there are, and what comes of what they throw.
public final class CommandLines {
    private CommandLines() {}

    /// Runs the command that `args` name and returns its exit code. A bug passes through.
    public static int execute(String[] args, Shell shell) {
        List<Exception> bugs = new ArrayList<>(1);
        CommandLine softsign =
                new CommandLine(new SoftsignCommands(shell))
                        .addSubcommand(new KeygenCommand(shell));
        CommandLine state = new CommandLine(new StateCommands(shell));
        CommandLine line =
                new CommandLine(new RootCommands(shell))
                        .addSubcommand(new InitCommand(shell))
                        .addSubcommand(new StartCommand(shell))
                        .addSubcommand(new DemoCommand(shell))
                        .addSubcommand(new HarnessCommands(shell))
                        .addSubcommand(new KeygenCommand(shell))
                        .addSubcommand(softsign)
                        .addSubcommand(LifeCommands.addTo(state, shell))
                        .addSubcommand(LifeCommands.migrate(shell))
                        .addSubcommand(new AuditCommands(shell))
                        .addSubcommand(new CommandLine.HelpCommand())
                        .setCommandName(shell.persona().program())
                        .setOut(writer(shell.out()))
                        .setErr(writer(shell.err()))
                        .setColorScheme(Help.defaultColorScheme(ansi(shell)))
                        .setParameterExceptionHandler((e, _) -> shell.fail(usage(e)))
                        .setExecutionExceptionHandler(
                                (e, _, _) -> {
                                    if (e instanceof Failure failure) {
                                        return shell.fail(failure);
                                    }
                                    bugs.add(e);
                                    return 0;
                                });
        int code = line.execute(args);
        if (!bugs.isEmpty()) {
            throw new Bug("a command throws nothing but failures", bugs.getFirst());
        }
        return code;
    }

    private static Failure usage(CommandLine.ParameterException wrong) {
        String message = Objects.requireNonNullElse(wrong.getMessage(), "wrong command line");
        String what = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        String next = "`" + command + " --help` shows how it is called";
        return new Failure(Fault.USAGE, List.of(new Problem(what.replace("\n", " "), next)));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static Help.Ansi ansi(Shell shell) {
        return shell.colors() ? Help.Ansi.ON : Help.Ansi.OFF;
    }
}
