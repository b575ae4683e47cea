package countersign.app.provider;

import countersign.app.config.Config;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.key.KeyFiles;
import countersign.app.key.KeyForm;
import countersign.app.key.Unlocking;
import countersign.app.shell.Failure;
import countersign.connection.Ticker;
import countersign.keyring.spi.Provider;
import countersign.provider.ledger.LedgerProvider;
import countersign.provider.softsign.SoftKey;
import countersign.provider.softsign.SoftsignProvider;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Every kind of key backend, made from its settings.
public final class Backends {
    private final Config config;
    private final KeyFiles files;
    private final Consumer<String> tell;
    private final boolean serves;
    private final Pkcs11Keys tokens;

    /// `tell` hears, from any thread, of devices that fail or recover while nobody asks them;
    /// `serves` says whether this is the signer itself and not one of its commands.
    public Backends(Config config, KeyFiles files, Consumer<String> tell, boolean serves) {
        this.config = config;
        this.files = files;
        this.tell = tell;
        this.serves = serves;
        this.tokens = new Pkcs11Keys(config, files.secrets());
    }

    /// The provider of these settings, whose keys are in the order of theirs; empty where they name
    /// none. A failure points at the line of the configuration.
    public Optional<Provider> of(ProviderSettings settings) throws Failure {
        return switch (settings) {
            case ProviderSettings.Softsign(var key, var format, var file, var lock) -> {
                String origin = config.origin(file.line());
                KeyForm form = new KeyForm(format, key.role().keyType());
                Unlocking unlocking = Unlocking.configured(files.secrets(), lock);
                SoftKey soft = files.read(file.value(), form, unlocking, origin);
                yield Optional.of(new SoftsignProvider(List.of(soft)));
            }
            case ProviderSettings.YubiHsm yubihsm ->
                    yubihsm.keys().isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new YubiHsmKeys(config, files.secrets())
                                            .provider(yubihsm, tell, serves));
            case ProviderSettings.Pkcs11 pkcs11 -> Optional.of(tokens.provider(pkcs11));
            case ProviderSettings.Ledger(var _, var device, var publicKey) ->
                    Optional.of(new LedgerProvider(device, publicKey, Ticker.SYSTEM));
            case ProviderSettings.Fortanix fortanix ->
                    Optional.of(new FortanixKeys(config, files.secrets()).provider(fortanix));
        };
    }
}
