package countersign.app.command;

import countersign.app.key.ConfiguredKeys;
import countersign.app.key.KeyFiles;
import countersign.app.key.KeySpelling;
import countersign.app.log.Level;
import countersign.app.log.Log;
import countersign.app.log.LogWriter;
import countersign.app.run.Service;
import countersign.app.run.SignalHook;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Shell;
import countersign.connection.Ticker;
import countersign.event.Events;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/// Runs the signer.
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Serve every configured validator until SIGTERM or SIGINT.")
final class StartCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final ConfigOption config = new ConfigOption();

    @Option(
            names = {"-v", "--verbose"},
            description = "also log every mark that became durable")
    private boolean verbose;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
    private LogFormat format = LogFormat.text;

    StartCommand(Shell shell) {
        this.shell = shell;
    }

    /// How the log is written, in the words of the command line.
    enum LogFormat {
        text,
        json
    }

    @Override
    public Integer call() throws Failure {
        Home home = config.load(shell);
        if (home.config().validators().isEmpty()) {
            return withoutValidators(home);
        }
        Log wanted = new Log(shell.persona(), format == LogFormat.json, shell.colors(), verbose);
        try (LogWriter log = wanted.open(shell.out());
                SignalHook signals = SignalHook.install(log);
                ConfiguredKeys keys = ConfiguredKeys.open(home.config(), new KeyFiles(shell))) {
            log.write(Level.INFO, "commands::start", greeting());
            Events events =
                    wanted.events(
                            log,
                            (chain, key) ->
                                    KeySpelling.of(key, home.config().chain(chain).keyFormat()),
                            Ticker.SYSTEM);
            try (Service service = Service.start(home.config(), keys, home.states(), events, log)) {
                signals.closes(service);
                return service.await() ? 0 : Fault.OPERATION.exitCode(shell.persona());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
    }

    private int withoutValidators(Home home) throws Failure {
        return switch (shell.persona()) {
            case COUNTERSIGN -> throw nothingToServe(home);
            case TMKMS -> 0;
        };
    }

    static Failure nothingToServe(Home home) {
        return Failure.configuration(
                home.file() + " has no [[validator]]: there is no node to serve",
                "add one with chain_id, addr and secret_key");
    }

    private String greeting() {
        return shell.persona().program() + " " + Version.text() + " starting up...";
    }
}
