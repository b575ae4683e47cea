package countersign.app.config.provider;

import countersign.app.config.Located;

import java.nio.file.Path;
import java.util.List;

/// One `[[providers.…]]`.
public sealed interface ProviderSettings {
    ProviderKind kind();

    List<ConfiguredKey> keys();

    /// A key in a file.
    record Softsign(ConfiguredKey key, SoftKeyFormat format, Located<Path> file)
            implements ProviderSettings {
        @Override
        public ProviderKind kind() {
            return ProviderKind.SOFTSIGN;
        }

        @Override
        public List<ConfiguredKey> keys() {
            return List.of(key);
        }
    }

    /// A section of a kind that is not [in this build][ProviderKind#inThisBuild]: it was checked
    /// and its keys are known, but no validator of the configuration depends on them.
    record Unavailable(ProviderKind kind, List<ConfiguredKey> keys) implements ProviderSettings {
        public Unavailable {
            keys = List.copyOf(keys);
        }
    }
}
