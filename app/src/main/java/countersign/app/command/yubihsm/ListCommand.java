package countersign.app.command.yubihsm;

import countersign.app.config.KeyFormat;
import countersign.app.shell.Failure;
import countersign.app.shell.Persona;
import countersign.app.shell.Shell;
import countersign.consensus.KeyText;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.wire.Algorithm;
import countersign.provider.yubihsm.workbench.HeldKey;
import countersign.provider.yubihsm.workbench.Workbench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Which keys the device holds.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "List the keys in the device. A key that is configured for one chain is shown as"
                        + " that chain shows keys.")
final class ListCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final DeviceOption device = new DeviceOption();

    ListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        ConfiguredDevice configured = device.open(shell);
        try (Workbench bench = configured.workbench()) {
            String serial = bench.device().serialText();
            List<HeldKey> keys = bench.keys();
            if (keys.isEmpty()) {
                sayThereIsNone("no keys in this YubiHSM (#" + serial + ")");
                return 0;
            }
            shell.out().println("Listing keys in YubiHSM #" + serial + ":");
            for (HeldKey key : keys) {
                show(key, configured.format(key.id()));
            }
            return 0;
        } catch (ProviderException e) {
            throw Devices.failure("couldn't list YubiHSM objects", e);
        }
    }

    private void show(HeldKey key, Optional<KeyFormat> format) {
        String name = "- " + ObjectIds.text(key.id()) + ": ";
        if (key.publicKey().isEmpty()) {
            String algorithm = Algorithm.title(key.algorithm());
            shell.out().println(name + "unsupported algorithm: " + algorithm);
            return;
        }
        PublicKey known = key.publicKey().get();
        String kind =
                switch (known.type()) {
                    case ED25519 -> "[cons] ";
                    case SECP256K1 -> "[acct] ";
                };
        shell.out().println(name + kind + spelt(known, format.orElseGet(KeyFormat.Hex::new)));
        shell.out().println("   label: \"" + key.label() + "\"");
    }

    /// As tmkms, which shows a secp256k1 key as an account's: by its address.
    private static String spelt(PublicKey key, KeyFormat format) {
        return switch (format) {
            case KeyFormat.Hex() -> KeyText.hex(key);
            case KeyFormat.CosmosJson() -> KeyText.cosmosJson(key);
            case KeyFormat.Bech32(String account, String consensus) ->
                    switch (key.type()) {
                        case ED25519 -> KeyText.bech32(key, consensus);
                        case SECP256K1 -> KeyText.bech32Address(key, account);
                    };
        };
    }

    /// For tmkms this is an error of exit code 0.
    private void sayThereIsNone(String what) {
        if (shell.persona() == Persona.TMKMS) {
            shell.err().println("error: " + what);
        } else {
            shell.out().println(what);
        }
    }
}
