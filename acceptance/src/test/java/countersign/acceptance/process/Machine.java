package countersign.acceptance.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import countersign.acceptance.Child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What a proof needs of the machine: it is skipped where that is missing.
public final class Machine {
    private static final Duration COMMAND_MAX = Duration.ofSeconds(30);

    private Machine() {}

    /// A command on the `PATH`.
    public static void require(String tool) {
        boolean there =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
        assumeTrue(there, () -> "there is no " + tool + " on this machine");
    }

    /// The rights of root.
    public static void requireRoot() {
        assumeTrue(isRoot(), "only root can do this");
    }

    static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            return false;
        }
    }

    /// Runs a command of the system and returns what it said; it must succeed.
    public static String run(Path folder, String... command) throws IOException {
        Path log = Files.createTempFile(folder, command[0].replace('/', '-'), ".log");
        return Child.finish(log, folder, Map.of(), List.of(command));
    }

    /// The same for a command that may fail: its exit code.
    public static int attempt(Path folder, String... command) throws IOException {
        Path log = Files.createTempFile(folder, command[0].replace('/', '-'), ".log");
        try (Child child = Child.start(log, folder, Map.of(), List.of(command))) {
            return child.awaitExit(COMMAND_MAX);
        }
    }

    /// Sends a signal by its name, such as `STOP`.
    public static void signal(String name, Child child, Path folder) throws IOException {
        run(folder, "kill", "-" + name, Long.toString(child.id()));
    }
}
