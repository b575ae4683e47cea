package countersign.app.config.provider;

import countersign.app.config.Located;
import countersign.consensus.PublicKey;
import countersign.provider.ledger.LedgerDevice;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One `[[providers.…]]`.
public sealed interface ProviderSettings {
    ProviderKind kind();

    List<ConfiguredKey> keys();

    /// A key in a file.
    ///
    /// @param file a file or a credential
    /// @param lock what opens the file, where it is locked
    record Softsign(
            ConfiguredKey key, SoftKeyFormat format, Located<SecretSource> file, LockSettings lock)
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

    /// Keys on one token behind a PKCS#11 module. Either the label or the slot says which token.
    ///
    /// @param eddsaParameters whether the module wants a `CK_EDDSA_PARAMS`
    record Pkcs11(
            Located<Path> module,
            Optional<String> tokenLabel,
            OptionalLong slot,
            Located<SecretSource> pin,
            boolean eddsaParameters,
            List<TokenKey> tokenKeys)
            implements ProviderSettings {
        public Pkcs11 {
            tokenKeys = List.copyOf(tokenKeys);
        }

        @Override
        public ProviderKind kind() {
            return ProviderKind.PKCS11;
        }

        @Override
        public List<ConfiguredKey> keys() {
            return tokenKeys.stream().map(TokenKey::key).toList();
        }
    }

    /// Keys in a YubiHSM 2, and in others that stand by and hold the same ones.
    ///
    /// @param devices the first one is asked first; never empty
    record YubiHsm(List<HsmDevice> devices, List<HsmKey> hsmKeys, Optional<HsmServer> server)
            implements ProviderSettings {
        public YubiHsm {
            devices = List.copyOf(devices);
            hsmKeys = List.copyOf(hsmKeys);
        }

        @Override
        public ProviderKind kind() {
            return ProviderKind.YUBIHSM;
        }

        @Override
        public List<ConfiguredKey> keys() {
            return hsmKeys.stream().map(HsmKey::key).toList();
        }
    }

    /// The key of a Ledger.
    ///
    /// @param publicKey what its public key must be, where that is configured
    record Ledger(ConfiguredKey key, LedgerDevice device, Optional<PublicKey> publicKey)
            implements ProviderSettings {
        @Override
        public ProviderKind kind() {
            return ProviderKind.LEDGER;
        }

        @Override
        public List<ConfiguredKey> keys() {
            return List.of(key);
        }
    }

    /// Keys in Fortanix DSM.
    ///
    /// @param authorities a file of certificates that vouch for the service's, instead of the JDK's
    record Fortanix(
            URI endpoint,
            Located<SecretSource> apiKey,
            Optional<Located<Path>> authorities,
            List<DsmSigningKey> signingKeys)
            implements ProviderSettings {
        public Fortanix {
            signingKeys = List.copyOf(signingKeys);
        }

        @Override
        public ProviderKind kind() {
            return ProviderKind.FORTANIX;
        }

        @Override
        public List<ConfiguredKey> keys() {
            return signingKeys.stream().map(DsmSigningKey::key).toList();
        }
    }
}
