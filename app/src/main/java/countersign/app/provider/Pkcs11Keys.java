package countersign.app.provider;

import countersign.app.config.Config;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.provider.TokenKey;
import countersign.app.key.Secrets;
import countersign.app.shell.Failure;
import countersign.bytes.Bug;
import countersign.connection.Ticker;
import countersign.keyring.spi.Provider;
import countersign.provider.pkcs11.KeySettings;
import countersign.provider.pkcs11.Pkcs11Provider;
import countersign.provider.pkcs11.Token;
import countersign.provider.pkcs11.TokenModule;
import countersign.provider.pkcs11.TokenSettings;
import countersign.provider.pkcs11.cryptoki.TokenName;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tokens from their settings, and the PINs that open them.
public final class Pkcs11Keys {
    private final Config config;
    private final Secrets secrets;

    // Tokens share their module, which may be started anew only when nobody is in it.
    private final Map<Path, TokenModule> modules = new HashMap<>();

    // On which line a token is configured. The configuration itself is compared as it is written,
    // and a module may have several names.
    private final Map<Named, Integer> lines = new HashMap<>();

    private record Named(Path module, TokenName name) {}

    public Pkcs11Keys(Config config, Secrets secrets) {
        this.config = config;
        this.secrets = secrets;
    }

    /// Its keys, for signing. The token's library is loaded when they are opened.
    Provider provider(ProviderSettings.Pkcs11 settings) throws Failure {
        List<KeySettings> keys = settings.tokenKeys().stream().map(Pkcs11Keys::key).toList();
        return new Pkcs11Provider(token(settings), keys);
    }

    /// The token, to be closed by the caller.
    public Token token(ProviderSettings.Pkcs11 settings) throws Failure {
        refuseSecond(settings);
        String origin = config.origin(settings.pin().line());
        return new Token(
                new TokenSettings(
                        module(settings.module().value()),
                        name(settings),
                        settings.eddsaParameters()),
                secrets.read(settings.pin().value(), "the PIN", origin),
                Ticker.SYSTEM);
    }

    /// The module in this file, the same one by whatever path.
    public TokenModule module(Path file) {
        return modules.computeIfAbsent(real(file), _ -> new TokenModule(file));
    }

    /// Whoever opens a token twice shows it a wrong PIN twice.
    private void refuseSecond(ProviderSettings.Pkcs11 settings) throws Failure {
        int line = settings.module().line();
        Named token = new Named(real(settings.module().value()), name(settings));
        Integer first = lines.putIfAbsent(token, line);
        if (first != null && first != line) {
            throw Failure.configuration(
                    "%sthis is the module of line %d by another path, and the same token"
                            .formatted(config.origin(line), first),
                    "merge the two: one section holds all `keys` of a token");
        }
    }

    /// As it is written where there is no such file, which whoever loads it is told.
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException gone) {
            return file;
        }
    }

    /// What to look for on the token.
    public static KeySettings key(TokenKey key) {
        return new KeySettings(key.label(), key.id(), key.type(), key.publicKey());
    }

    /// Which token of its module is meant.
    public static TokenName name(ProviderSettings.Pkcs11 settings) {
        return settings.tokenLabel()
                .<TokenName>map(TokenName.Label::new)
                .orElseGet(() -> new TokenName.Slot(slot(settings)));
    }

    private static long slot(ProviderSettings.Pkcs11 settings) {
        return settings.slot()
                .orElseThrow(() -> new Bug("a token is configured by its label or its slot"));
    }
}
