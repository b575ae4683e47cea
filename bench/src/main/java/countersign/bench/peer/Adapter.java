package countersign.bench.peer;

import countersign.bench.BenchException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// How one signer is configured and started: a script that is called with `check`, `prepare FOLDER`
/// and `run FOLDER`. `environment` is what every script may count on.
public record Adapter(String name, Path script, Map<String, String> environment) {
    private static final Duration COMMAND_MAX = Duration.ofMinutes(3);
    private static final int SAID_CHARS_MAX = 2_000;

    /// What came of asking whether a signer is there: its version, or why it is not.
    public record Presence(boolean there, String says) {}

    /// Asks the script whether its signer can be run here.
    public Presence check(Path folder) throws BenchException {
        if (!Files.isExecutable(script)) {
            return new Presence(false, "there is no executable " + script);
        }
        Path log = folder.resolve(name + "-check.log");
        int exit = finish(log, "check");
        String said = said(log);
        return new Presence(exit == 0, said.isEmpty() ? "it says nothing" : said);
    }

    /// Makes the home of a signer that serves these chains. `more` is for the signer's own
    /// configuration, and mostly empty.
    public void prepare(Path home, List<ChainPlace> chains, String more) throws BenchException {
        try {
            Files.createDirectories(home);
            for (ChainPlace chain : chains) {
                Files.createDirectories(chain.states());
            }
            Files.writeString(
                    home.resolve("chains"),
                    chains.stream().map(c -> c.line() + "\n").collect(Collectors.joining()));
            if (!more.isEmpty()) {
                Files.writeString(home.resolve("more.toml"), more);
            }
        } catch (IOException e) {
            throw new BenchException("cannot write to " + home, "name another folder", e);
        }
        Path log = home.resolve("prepare.log");
        if (finish(log, "prepare", home.toString()) != 0) {
            throw new BenchException(
                    "the adapter " + name + " cannot prepare " + home + ": " + said(log),
                    "see " + log);
        }
    }

    /// Starts the signer in a home that was prepared.
    public SignerProcess run(Path home) throws BenchException {
        Path log = home.resolve("run.log");
        return new SignerProcess(name, start(log, "run", home.toString()), log);
    }

    private int finish(Path log, String... words) throws BenchException {
        Process process = start(log, words);
        try {
            if (!process.waitFor(COMMAND_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new BenchException(
                        script + " " + String.join(" ", words) + " does not end", "see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new BenchException("interrupted", "", e);
        }
    }

    private Process start(Path log, String... words) throws BenchException {
        List<String> command = new ArrayList<>();
        command.add(script.toAbsolutePath().toString());
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new BenchException("cannot start " + script, "is it a script?", e);
        }
    }

    private static String said(Path log) {
        try {
            String said = Files.readString(log).strip();
            return said.substring(Math.max(0, said.length() - SAID_CHARS_MAX));
        } catch (IOException e) {
            return "what it said cannot be read: " + e.getMessage();
        }
    }
}
