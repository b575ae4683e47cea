package countersign.app.command.yubihsm;

import countersign.app.shell.Failure;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/// Which key of the device encrypts what leaves it.
final class WrapKeyOption {
    @Option(
            names = {"-w", "--wrapkey"},
            paramLabel = "ID",
            description = "the wrap key; default: 1")
    private @Nullable String id;

    int id() throws Failure {
        return id == null ? 1 : ObjectIds.of(id, "wrap key ID");
    }

    /// What was typed, where something was.
    @Nullable String typed() {
        return id;
    }
}
