package countersign.app.command;

import countersign.app.config.Config;
import countersign.app.config.ConfigException;
import countersign.app.config.toml.ConfigFile;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.app.shell.Shell;
import countersign.app.state.ServedNote;
import countersign.app.state.States;
import countersign.bytes.Bytes;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A configuration and the folder it lies in.
record Home(Shell shell, Path file, Config config) {
    private static final String VARIABLE = "TMKMS_CONFIG_FILE";
    private static final String NAME = "tmkms.toml";
    private static final int BYTES_MAX = 1024 * 1024;

    /// Reads the configuration that `-c` names, or the variable `TMKMS_CONFIG_FILE`, or
    /// `tmkms.toml` in the working directory. What is odd about it is printed as warnings.
    static Home load(@Nullable Path option, Shell shell) throws Failure {
        String variable = shell.variables().getOrDefault(VARIABLE, "");
        Path typed = option != null ? option : Path.of(variable.isEmpty() ? NAME : variable);
        Path file = shell.resolve(typed);
        try {
            Bytes contents = read(file);
            Config config =
                    ConfigFile.read(
                            typed.toString(),
                            contents,
                            base(file, shell),
                            shell.resolve(Path.of(shell.variables().getOrDefault("HOME", "/"))));
            config.warnings().forEach(w -> shell.warn(problem(config.file(), w).what()));
            return new Home(shell, file, config);
        } catch (ConfigException e) {
            List<Problem> problems =
                    e.problems().stream().map(p -> problem(typed.toString(), p)).toList();
            throw new Failure(Fault.CONFIGURATION, problems);
        }
    }

    States states() {
        return new States(shell, new ServedNote(file));
    }

    private static Bytes read(Path file) throws Failure {
        try {
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
