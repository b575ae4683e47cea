package countersign.app.command;

import countersign.app.config.KeyFormat;
import countersign.app.key.KeyFiles;
import countersign.app.key.KeySpelling;
import countersign.app.provider.ConfiguredKeys;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.connection.secret.ConnectionKey;
import countersign.consensus.KeyText;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;

/// The program itself, and the commands that are one line long.
@Command(
        mixinStandardHelpOptions = true,
        description = "Key management system and remote signer for CometBFT validators.")
final class RootCommands {
    private final Shell shell;

    RootCommands(Shell shell) {
        this.shell = shell;
    }

    @Command(mixinStandardHelpOptions = true, description = "Print the version.")
    int version() {
        shell.out().println(Version.text());
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Check the configuration, its keys and its states without connecting to"
                            + " anything or changing anything.")
    int check(@Mixin ConfigOption config) throws Failure {
        Home home = config.load(shell);
        home.check();
        shell.status("Checked", home.file() + ": it would start");
        return 0;
    }

    @Command(
            name = "show-pubkey",
            mixinStandardHelpOptions = true,
            description =
                    "Print consensus public keys: as their chain is configured to show them, or as"
                            + " JSON for `tx staking create-validator`.")
    int showPubkey(
            @Mixin ShownKeys keys,
            @Option(names = "--format", paramLabel = "FORMAT", description = "bech32, hex or json")
                    @Nullable String format)
            throws Failure {
        List<ShownKeys.Shown> shown = keys.read(shell);
        for (ShownKeys.Shown key : shown) {
            KeyFormat wanted = KeyFormats.of(format, keys.prefix(), key.format());
            print(shown, key, KeySpelling.of(key.key(), wanted));
        }
        return 0;
    }

    @Command(
            name = "show-address",
            mixinStandardHelpOptions = true,
            description =
                    "Print validator addresses: in hex as CometBFT shows them, or in bech32 with"
                            + " --hrp.")
    int showAddress(@Mixin ShownKeys keys) throws Failure {
        List<ShownKeys.Shown> shown = keys.read(shell);
        for (ShownKeys.Shown key : shown) {
            String address =
                    keys.prefix()
                            .map(prefix -> KeyText.bech32Address(key.key(), prefix))
                            .orElseGet(() -> key.key().address().upperHex());
            print(shown, key, address);
        }
        return 0;
    }

    @Command(
            name = "show-node-id",
            mixinStandardHelpOptions = true,
            description = "Print the ids that nodes know this signer's connection keys by.")
    int showNodeId(
            @Mixin ConfigOption config,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "KEYFILE",
                            description = "a connection key; default: those of the configuration")
                    @Nullable Path file)
            throws Failure {
        KeyFiles files = new KeyFiles(shell);
        if (file != null) {
            try (ConnectionKey key = files.readConnectionKey(shell.resolve(file), "")) {
                shell.out().println(key.nodeId());
            }
            return 0;
        }
        Home home = config.load(shell);
        try (ConfiguredKeys keys = ConfiguredKeys.open(home.config(), files)) {
            keys.nodeIds().forEach(shell.out()::println);
        }
        return 0;
    }

    /// The value alone where there is one key, so that a script can use it as it is.
    private void print(List<ShownKeys.Shown> all, ShownKeys.Shown key, String value) {
        shell.out().println(all.size() == 1 ? value : key.chain() + " " + value);
    }
}
