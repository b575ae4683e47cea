package countersign.app.provider;

import countersign.app.config.Config;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.key.KeyFiles;
import countersign.app.shell.Failure;
import countersign.keyring.spi.Provider;
import countersign.provider.softsign.SoftKey;
import countersign.provider.softsign.SoftsignProvider;

import java.util.List;
import java.util.Optional;

/// Every kind of key backend, made from its settings.
public final class Backends {
    private final Config config;
    private final KeyFiles files;

    public Backends(Config config, KeyFiles files) {
        this.config = config;
        this.files = files;
    }

    /// The provider of these settings, whose keys are in the order of theirs; empty where this
    /// build has none of the kind. A failure points at the line of the configuration.
    public Optional<Provider> of(ProviderSettings settings) throws Failure {
        return switch (settings) {
            case ProviderSettings.Softsign(var key, var format, var file) -> {
                String origin = config.origin(file.line());
                SoftKey soft = files.read(file.value(), format, key.role().keyType(), origin);
                yield Optional.of(new SoftsignProvider(List.of(soft)));
            }
            // Nothing depends on its keys, and reading the configuration has warned of it.
            case ProviderSettings.Unavailable _ -> Optional.empty();
        };
    }
}
