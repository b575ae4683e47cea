package countersign.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The program as it is delivered, run by its launcher: `countersign`, or a link named `tmkms`.
///
/// `logs` is a folder for what it says, one file per run. The program runs in `directory`, under
/// the command `wrapper` if there is one.
public record PackagedProgram(
        Path launcher,
        Path directory,
        Path logs,
        List<String> wrapper,
        Map<String, String> environment) {
    private static final AtomicInteger RUNS = new AtomicInteger();

    /// The program under its own name.
    public static PackagedProgram in(Path directory) {
        Path launcher = repository().resolve("app/target/countersign/bin/countersign");
        if (!Files.isExecutable(launcher)) {
            throw new AssertionError("there is no " + launcher + "; `mvn package` makes it");
        }
        return new PackagedProgram(launcher, directory, directory, List.of(), Map.of());
    }

    /// The folder that holds the whole project.
    public static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        return folder.endsWith("acceptance") ? folder.resolve("..").normalize() : folder;
    }

    /// The same, run by another command, which the program's own is appended to.
    public PackagedProgram under(List<String> command) {
        return new PackagedProgram(launcher, directory, logs, command, environment);
    }

    /// The same with one more variable.
    public PackagedProgram with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new PackagedProgram(launcher, directory, logs, wrapper, more);
    }

    /// Runs a command that ends by itself, with success, and returns all it printed.
    public String run(String... arguments) {
        return Child.finish(log(), directory, environment, command(arguments));
    }

    /// Starts a command that stays.
    public Child start(String... arguments) {
        return Child.start(log(), directory, environment, command(arguments));
    }

    private Path log() {
        return logs.resolve("program-" + RUNS.incrementAndGet() + ".log");
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(launcher.toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
