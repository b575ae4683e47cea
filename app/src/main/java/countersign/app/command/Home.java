package countersign.app.command;

import countersign.app.audit.Audit;
import countersign.app.audit.AuditLog;
import countersign.app.audit.Notices;
import countersign.app.audit.chain.Head;
import countersign.app.config.Config;
import countersign.app.config.ConfigException;
import countersign.app.config.section.ConfigFile;
import countersign.app.key.KeyFiles;
import countersign.app.log.Log;
import countersign.app.migrate.OldConfiguration;
import countersign.app.provider.ConfiguredKeys;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Persona;
import countersign.app.shell.Problem;
import countersign.app.shell.Shell;
import countersign.app.state.Served;
import countersign.app.state.ServedNote;
import countersign.app.state.StateChanges;
import countersign.app.state.StatePlace;
import countersign.app.state.States;
import countersign.app.tx.TxSigners;
import countersign.bytes.Bytes;
import countersign.event.Event;
import countersign.event.Events;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A configuration and the folder it lies in.
public record Home(Shell shell, Path file, Config config) {
    private static final String VARIABLE = "TMKMS_CONFIG_FILE";
    private static final String NAME = "tmkms.toml";
    private static final int BYTES_MAX = 1024 * 1024;

    /// Reads the configuration that `-c` names, or the variable `TMKMS_CONFIG_FILE`, or
    /// `tmkms.toml` in the working directory. What is odd about it is printed as warnings.
    public static Home load(@Nullable Path option, Shell shell) throws Failure {
        String variable = shell.variables().getOrDefault(VARIABLE, "");
        Path typed = option != null ? option : Path.of(variable.isEmpty() ? NAME : variable);
        Path file = shell.resolve(typed);
        try {
            Bytes contents = read(file);
            Config config =
                    ConfigFile.read(typed.toString(), contents, base(file, shell), userHome(shell));
            config.warnings().forEach(w -> shell.warn(problem(config.file(), w).what()));
            return new Home(shell, file, config);
        } catch (ConfigException e) {
            List<Problem> problems =
                    e.problems().stream().map(p -> problem(typed.toString(), p)).toList();
            throw new Failure(Fault.CONFIGURATION, problems);
        }
    }

    /// The rules for this home's states.
    public States states() {
        return new States(shell, new ServedNote(file));
    }

    /// The audit of this home, for a command that changes something without a log.
    Audit audit() {
        return audit(
                new Notices() {
                    @Override
                    public void warn(String what) {
                        shell.warn(what);
                    }

                    @Override
                    public void head(Head head) {
                        // Nobody keeps what a command prints.
                    }
                });
    }

    /// The audit of this home, which keeps nothing unless it is configured.
    Audit audit(Notices notices) {
        return config.audit()
                .map(settings -> AuditLog.open(settings, notices))
                .orElse(Audit.none());
    }

    /// Whoever listens to what commands do to this home: the person at the terminal, who is told in
    /// a line on each changed state, and the audit.
    public Events events() {
        return event -> {
            if (event instanceof Event.StateChanged changed) {
                shell.status("Changed", Log.text(changed));
                try (Audit audit = audit()) {
                    audit.emit(changed);
                }
            }
        };
    }

    /// The states, to be changed by the command `typed`.
    public StateChanges changes(String typed) {
        return new StateChanges(states(), events(), typed);
    }

    /// Where the state of every configured validator lies.
    public List<StatePlace> places() throws Failure {
        try (ConfiguredKeys keys = ConfiguredKeys.open(config, new KeyFiles(shell))) {
            return List.copyOf(Served.places(config, keys).values());
        }
    }

    /// The places of the chain, or of its one key whose address is `key`; never none.
    public List<StatePlace> places(String chain, Optional<String> key) throws Failure {
        List<StatePlace> ofChain =
                places().stream().filter(place -> place.chain().value().equals(chain)).toList();
        if (ofChain.isEmpty()) {
            throw Failure.configuration(
                    "no validator of chain " + chain + " is configured", "name a chain of " + file);
        }
        if (key.isEmpty()) {
            return ofChain;
        }
        List<StatePlace> ofKey =
                ofChain.stream()
                        .filter(p -> p.key().address().upperHex().equalsIgnoreCase(key.get()))
                        .toList();
        if (ofKey.isEmpty()) {
            throw Failure.configuration(
                    "no key of chain " + chain + " has the address " + key.get(),
                    "`show-address` prints the addresses");
        }
        return ofKey;
    }

    /// Finds out whether it would start, without connecting to anything or changing anything.
    public void check() throws Failure {
        if (config.servesNobody() && shell.persona() == Persona.COUNTERSIGN) {
            throw StartCommand.nothingToServe(this);
        }
        for (StatePlace place : places()) {
            states().check(place);
        }
        TxSigners.check(config);
    }

    /// The home as one to move out of.
    public OldConfiguration old() throws Failure {
        String text = new String(read(file).toArray(), StandardCharsets.UTF_8);
        return new OldConfiguration(file, config, text, base(file, shell), userHome(shell));
    }

    private static Path userHome(Shell shell) {
        return shell.resolve(Path.of(shell.variables().getOrDefault("HOME", "/")));
    }

    private static Bytes read(Path file) throws Failure {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw Failure.configuration(
                        "the configuration " + file + " is not a plain file",
                        "name a configuration with -c");
            }
            if (Files.size(file) > BYTES_MAX) {
                throw Failure.configuration(
                        "the configuration " + file + " is larger than 1 MiB",
                        "name a configuration with -c");
            }
            return Bytes.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw Failure.configuration(
                    "cannot read the configuration " + file + ": " + reason(e),
                    "name one with -c, or let `init` write one");
        }
    }

    /// Relative paths are relative to the configuration, under the name tmkms to the working
    /// directory.
    private static Path base(Path file, Shell shell) {
        return switch (shell.persona()) {
            case COUNTERSIGN -> file.resolveSibling(".").normalize();
            case TMKMS -> shell.directory();
        };
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "there is no such file"
                : String.valueOf(e.getMessage());
    }

    private static Problem problem(String file, countersign.app.config.Problem problem) {
        String place =
                problem.line() == countersign.app.config.Problem.WHOLE_FILE
                        ? file
                        : file + ":" + problem.line();
        return new Problem(place + ": " + problem.what(), problem.hint());
    }
}
