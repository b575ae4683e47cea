package countersign.app.command;

import countersign.app.command.device.DeviceCommands;
import countersign.app.command.key.KeyCommands;
import countersign.app.command.pkcs11.Pkcs11Commands;
import countersign.app.command.state.LifeCommands;
import countersign.app.command.tx.TxCommands;
import countersign.app.command.yubihsm.YubiHsmCommands;
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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The whole command line: which commands there are, and what comes of what they throw.
public final class CommandLines {
    private CommandLines() {}

    /// Runs the command that `args` name and returns its exit code. A bug passes through.
    public static int execute(String[] args, Shell shell) {
        List<Exception> bugs = new ArrayList<>(1);
        CommandLine line = new CommandLine(new RootCommands(shell));
        added(args, shell).forEach(command -> line.addSubcommand(command.get()));
        int code =
                line.setCommandName(shell.persona().program())
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
                                })
                        .execute(args);
        if (!bugs.isEmpty()) {
            throw new Bug("a command throws nothing but failures", bugs.getFirst());
        }
        return code;
    }

    /// The one command that is called, where the first word names it: describing all of them takes
    /// longer than a start has time for. Else all, in the order of the help.
    private static Collection<Supplier<Object>> added(String[] args, Shell shell) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("init", () -> new InitCommand(shell));
        all.put("start", () -> new StartCommand(shell));
        all.put("demo", () -> new DemoCommand(shell));
        all.put("harness", () -> new HarnessCommands(shell));
        all.put("keygen", () -> new KeygenCommand(shell));
        all.put(
                "softsign",
                () ->
                        KeyCommands.addTo(
                                new CommandLine(new SoftsignCommands(shell))
                                        .addSubcommand(new KeygenCommand(shell)),
                                shell));
        all.put("yubihsm", () -> YubiHsmCommands.of(shell));
        all.put(
                "state",
                () -> LifeCommands.addTo(new CommandLine(new StateCommands(shell)), shell));
        all.put("migrate", () -> LifeCommands.migrate(shell));
        all.put("keys", () -> KeyCommands.keys(shell));
        all.put("ledger", () -> DeviceCommands.ledger(shell));
        all.put("tx", () -> TxCommands.of(shell));
        all.put("audit", () -> new AuditCommands(shell));
        all.put("pkcs11", () -> new Pkcs11Commands(shell));
        all.put("help", CommandLine.HelpCommand::new);
        Optional<String> called = Stream.of(args).limit(1).filter(all::containsKey).findFirst();
        return called.isEmpty() || called.get().equals("help")
                ? all.values()
                : List.of(Objects.requireNonNull(all.get(called.get())));
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
