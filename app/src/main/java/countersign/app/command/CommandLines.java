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
import java.util.Arrays;
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
    private static final String HELP = "help";

    private CommandLines() {}

    /// Runs the command that `args` name and returns its exit code. A bug passes through.
    public static int execute(String[] args, Shell shell) {
        List<Exception> bugs = new ArrayList<>(1);
        Map<String, Supplier<Object>> commands = commands(shell);
        Optional<String> called =
                Stream.of(args).limit(1).filter(commands::containsKey).findFirst();
        // Describing all of them takes longer than a start has time for.
        Optional<String> alone = called.filter(name -> !name.equals(HELP));
        String program = shell.persona().program();
        CommandLine line =
                alone.map(name -> one(commands, name).setCommandName(program + " " + name))
                        .orElseGet(() -> all(commands, shell).setCommandName(program));
        nameVersion(line);
        int code =
                line.setOut(writer(shell.out()))
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
                        .execute(
                                alone.isPresent()
                                        ? Arrays.copyOfRange(args, 1, args.length)
                                        : args);
        if (!bugs.isEmpty()) {
            throw new Bug("a command throws nothing but failures", bugs.getFirst());
        }
        return code;
    }

    private static CommandLine all(Map<String, Supplier<Object>> commands, Shell shell) {
        CommandLine root = new CommandLine(new RootCommands(shell));
        commands.values().forEach(command -> root.addSubcommand(command.get()));
        return root;
    }

    private static CommandLine one(Map<String, Supplier<Object>> commands, String name) {
        Object command = Objects.requireNonNull(commands.get(name)).get();
        return command instanceof CommandLine described ? described : new CommandLine(command);
    }

    /// For `--version`, which every command has.
    private static void nameVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(() -> new String[] {Version.text()});
        line.getSubcommands().values().forEach(CommandLines::nameVersion);
    }

    /// Those that have a class of their own, in the order of the help. The others are methods of
    /// the root.
    private static Map<String, Supplier<Object>> commands(Shell shell) {
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
        all.put(HELP, CommandLine.HelpCommand::new);
        return all;
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
