package countersign.acceptance.node;

import countersign.acceptance.Child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// One of a chain's own programs; what it says stays in files of `folder`.
public record Cli(Path program, Path folder) {
    private static final AtomicInteger RUNS = new AtomicInteger();

    /// Runs a command to its end, with success, and returns all it printed.
    public String run(String... arguments) throws IOException {
        return run(List.of(), arguments);
    }

    /// The same for a command that asks: for a password, a mnemonic.
    public String run(List<String> answers, String... arguments) throws IOException {
        Files.createDirectories(folder);
        int run = RUNS.incrementAndGet();
        Path input = Files.write(folder.resolve("cli-" + run + ".in"), answers);
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" < " + input, "sh"));
        command.addAll(command(arguments));
        return Child.finish(folder.resolve("cli-" + run + ".log"), folder, Map.of(), command);
    }

    /// What runs a command.
    public List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
