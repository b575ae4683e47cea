package countersign.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The program as it is delivered, run by its launcher: `countersign`, or a link named `tmkms`.
///
/// `logs` is a folder for what it says, one file per run. The program runs in `directory`.
record PackagedProgram(Path launcher, Path directory, Path logs) {
    private static final AtomicInteger RUNS = new AtomicInteger();

    /// The program under its own name.
    static PackagedProgram in(Path directory) {
        Path launcher = repository().resolve("app/target/countersign/bin/countersign");
        if (!Files.isExecutable(launcher)) {
            throw new AssertionError("there is no " + launcher + "; `mvn package` makes it");
        }
        return new PackagedProgram(launcher, directory, directory);
    }

    /// The folder that holds the whole project.
    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        return folder.endsWith("acceptance") ? folder.resolve("..").normalize() : folder;
    }

    /// Runs a command that ends by itself, with success, and returns all it printed.
    String run(String... arguments) {
        return Child.finish(log(), directory, Map.of(), command(arguments));
    }

    /// Starts a command that stays.
    Child start(String... arguments) {
        return Child.start(log(), directory, Map.of(), command(arguments));
    }

    private Path log() {
        return logs.resolve("program-" + RUNS.incrementAndGet() + ".log");
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
