package countersign.app.command.key;

import countersign.app.command.ConfigOption;
import countersign.app.command.Home;
import countersign.app.config.Config;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.key.KeyFiles;
import countersign.app.provider.ConfiguredKeys;
import countersign.app.provider.Probed;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Shell;
import countersign.keyring.ConsensusSigner;
import countersign.tx.once.AccountSigner;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.Optional;

/// The keys of a configuration, wherever they are.
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Look at the keys of the configuration.")
final class KeysCommands {
    private final Shell shell;

    KeysCommands(Shell shell) {
        this.shell = shell;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "List every key of every provider: its public key, what it cannot sign, and how"
                            + " long it takes to sign a text that means nothing. Ends with 1 where"
                            + " one does not sign.")
    int list(
            @Mixin ConfigOption option,
            @Option(names = "--json", description = "one JSON object a line") boolean json)
            throws Failure {
        Home home = option.load(shell);
        Config config = home.config();
        boolean allSign = true;
        try (ConfiguredKeys keys = ConfiguredKeys.open(config, new KeyFiles(shell))) {
            for (ProviderSettings provider : config.providers()) {
                for (ConfiguredKey key : provider.keys()) {
                    ListedKey listed = listed(key, config, keys);
                    shell.out().println(json ? listed.json() : listed.text());
                    allSign &= !(listed.probed() instanceof Probed.Failed);
                }
            }
        }
        return allSign ? 0 : Fault.OPERATION.exitCode(shell.persona());
    }

    private static ListedKey listed(ConfiguredKey key, Config config, ConfiguredKeys keys) {
        Optional<AccountSigner> account = keys.account(key);
        if (account.isPresent()) {
            return ListedKey.of(key, config, account.get());
        }
        ConsensusSigner signer = keys.signing(key);
        return ListedKey.of(key, config, signer, Probed.of(signer, () -> false));
    }
}
