package countersign.app.command;

import countersign.app.shell.Failure;
import countersign.app.shell.Shell;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// The option `-c` of every command that needs a configuration.
public final class ConfigOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "the configuration; default: $TMKMS_CONFIG_FILE, or tmkms.toml")
    private @Nullable Path file;

    /// The home that the option names.
    public Home load(Shell shell) throws Failure {
        return Home.load(file, shell);
    }
}
