package countersign.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// A process of a test. All it says goes into one file, and it does not outlive the test.
public final class Child implements AutoCloseable {
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final int EVIDENCE_LINES_MAX = 40;

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts `command` in `directory` with `environment` on top of the test's own.
    public static Child start(
            Path log, Path directory, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new Child(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    /// Runs a command to its end and returns what it said; anything but `exit` fails the test.
    public static String finish(
            Path log, Path directory, Map<String, String> environment, List<String> command) {
        try (Child child = start(log, directory, environment, command)) {
            int exit = child.awaitExit(Duration.ofSeconds(60));
            if (exit != 0) {
                throw new AssertionError(command + " exited with " + exit + "\n" + child.tail());
            }
            return child.said();
        }
    }

    public long id() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Everything it said so far.
    public String said() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The end of what it said, for the message of a failed test.
    public String tail() {
        List<String> lines = said().lines().toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - EVIDENCE_LINES_MAX))
                .collect(Collectors.joining("\n", "--- end of " + log + "\n", "\n"));
    }

    /// Waits for the words to appear in its output; its death before that fails the test.
    public void awaitWords(String words, Duration within) {
        await(log.getFileName() + " says `" + words + "`", within, () -> said().contains(words));
    }

    /// Waits for what this process has a part in; its death before that fails the test.
    public void await(String what, Duration within, BooleanSupplier happened) {
        Await.until(what, within, () -> happened.getAsBoolean() || !isAlive(), this::tail);
        if (!happened.getAsBoolean()) {
            throw new AssertionError("it ended before: " + what + "\n" + tail());
        }
    }

    /// Whether it ends by itself in time.
    public boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }

    /// Waits for its end and returns its exit code; 128 and the signal where one ended it.
    public int awaitExit(Duration within) {
        if (!endsWithin(within)) {
            throw new AssertionError("still running after " + within + "\n" + tail());
        }
        return process.exitValue();
    }

    /// SIGTERM. Whether and how it ends is for the caller to see.
    public void terminate() {
        process.destroy();
    }

    /// SIGKILL, and the end of it.
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitExit(STOP_MAX);
    }

    /// SIGTERM, and SIGKILL for a process that does not heed it: Go nodes hang now and then when
    /// their application or signer is gone first.
    @Override
    public void close() {
        terminate();
        try {
            if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }
}
