package countersign.app.command;

import countersign.app.audit.Audit;
import countersign.app.audit.Notices;
import countersign.app.audit.chain.Head;
import countersign.app.key.KeyFiles;
import countersign.app.key.KeySpelling;
import countersign.app.log.Level;
import countersign.app.log.Log;
import countersign.app.log.LogWriter;
import countersign.app.provider.ConfiguredKeys;
import countersign.app.run.Service;
import countersign.app.run.SignalHook;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.app.shell.Shell;
import countersign.connection.Ticker;
import countersign.event.Events;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// Runs the signer.
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description =
                "Serve every configured validator and transaction signer until SIGTERM or SIGINT.")
final class StartCommand implements Callable<Integer> {
    private static final String TARGET = "commands::start";

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
        // Linking the system's functions takes as long as reading the configuration.
        CompletableFuture<List<Problem>> hardening =
                CompletableFuture.supplyAsync(shell.hardening(), StartCommand::meanwhile);
        Home home = config.load(shell);
        if (home.config().servesNobody()) {
            return servingNobody(home);
        }
        List<Problem> exposures = hardening.join();
        Log wanted = new Log(shell.persona(), format == LogFormat.json, shell.colors(), verbose);
        try (LogWriter log = wanted.open(shell.out());
                Audit audit = home.audit(notices(log));
                SignalHook signals = SignalHook.install(log, audit);
                ConfiguredKeys keys =
                        ConfiguredKeys.serve(
                                home.config(),
                                new KeyFiles(shell),
                                what -> log.write(Level.WARN, "devices", what))) {
            log.write(Level.INFO, TARGET, greeting());
            for (Problem exposure : exposures) {
                log.write(Level.WARN, TARGET, exposure.what() + "; " + exposure.next());
            }
            audit.started(Version.text());
            Events logged =
                    wanted.events(
                            log,
                            (chain, key) ->
                                    KeySpelling.of(key, home.config().chain(chain).keyFormat()),
                            Ticker.SYSTEM);
            Events events =
                    event -> {
                        logged.emit(event);
                        audit.emit(event);
                    };
            try (Service service = Service.open(home.config(), keys, home.states(), events, log)) {
                if (!signals.closes(service)) {
                    return 0;
                }
                service.start();
                return service.await() ? 0 : Fault.OPERATION.exitCode(shell.persona());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
    }

    private static void meanwhile(Runnable task) {
        Thread.ofPlatform().name("hardening").daemon().start(task);
    }

    /// What the audit says of itself goes to the log, heads above all: a log that is kept on
    /// another host shows what is missing at the end of the audit.
    private static Notices notices(LogWriter log) {
        return new Notices() {
            @Override
            public void warn(String what) {
                log.write(Level.WARN, "audit", what);
            }

            @Override
            public void head(Head head) {
                log.write(Level.INFO, "audit", "audit head " + head);
            }
        };
    }

    private int servingNobody(Home home) throws Failure {
        return switch (shell.persona()) {
            case COUNTERSIGN -> throw nothingToServe(home);
            case TMKMS -> 0;
        };
    }

    static Failure nothingToServe(Home home) {
        return Failure.configuration(
                home.file()
                        + " has no [[validator]] and no [[tx_signer]]: there is nobody to serve",
                "add a [[validator]] with chain_id, addr and secret_key");
    }

    private String greeting() {
        return shell.persona().program() + " " + Version.text() + " starting up...";
    }
}
