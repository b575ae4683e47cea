package countersign.app.command;

import countersign.app.config.KeyFormat;
import countersign.app.key.KeyFiles;
import countersign.app.provider.ConfiguredKeys;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.app.state.Served;
import countersign.consensus.Bech32;
import countersign.consensus.PublicKey;
import countersign.provider.softsign.SoftKey;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The options of the commands that show public keys: which keys, and how.
final class ShownKeys {
    @Mixin private final ConfigOption config = new ConfigOption();

    @Option(
            names = {"-t", "--type"},
            paramLabel = "TYPE",
            defaultValue = "consensus",
            description = "what KEYFILE holds, where it does not say so; default: ${DEFAULT-VALUE}")
    private String type = "consensus";

    @Option(names = "--hrp", paramLabel = "PREFIX", description = "bech32 with this prefix")
    private @Nullable String prefix;

    @Parameters(
            arity = "0..1",
            paramLabel = "KEYFILE",
            description = "a key file; default: the keys of the configuration")
    private @Nullable Path file;

    /// A key, the chain it is configured for, and how that chain shows keys.
    record Shown(String chain, PublicKey key, Optional<KeyFormat> format) {}

    /// The keys to show; their chain is empty where a file was named.
    List<Shown> read(Shell shell) throws Failure {
        if (prefix != null && !Bech32.isPrefix(prefix)) {
            throw Failure.usage(
                    "`" + prefix + "` cannot be a bech32 prefix",
                    "a prefix is in small letters, such as cosmosvalcons");
        }
        if (file != null) {
            try (SoftKey key =
                    new KeyFiles(shell)
                            .read(shell.resolve(file), KeyRoles.ofWord(type).keyType())) {
                return List.of(new Shown("", key.publicKey(), Optional.empty()));
            }
        }
        Home home = config.load(shell);
        List<Shown> shown = new ArrayList<>();
        try (ConfiguredKeys keys = ConfiguredKeys.open(home.config(), new KeyFiles(shell))) {
            for (Served served : Served.places(home.config(), keys).keySet()) {
                shown.add(
                        new Shown(
                                served.chain().value(),
                                keys.signing(served.key()).publicKey(),
                                Optional.of(home.config().chain(served.chain()).keyFormat())));
            }
        }
        return shown;
    }

    Optional<String> prefix() {
        return Optional.ofNullable(prefix);
    }
}
