package countersign.app.command.pkcs11;

import countersign.app.command.ConfigOption;
import countersign.app.command.Home;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.provider.SecretSource;
import countersign.app.config.provider.TokenKey;
import countersign.app.key.KeyFiles;
import countersign.app.key.Secrets;
import countersign.app.provider.Pkcs11Keys;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.connection.Ticker;
import countersign.provider.pkcs11.Token;
import countersign.provider.pkcs11.TokenModule;
import countersign.provider.pkcs11.TokenSettings;
import countersign.provider.pkcs11.cryptoki.TokenName;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which tokens a command is about: those of the configuration, or the one that the options name. A
/// PIN is no option: every user of the machine can read those.
final class TokenOptions {
    @Mixin private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--module",
            paramLabel = "FILE",
            description = "the token's PKCS#11 library; default: those of the configuration")
    private @Nullable Path module;

    @Option(names = "--token-label", paramLabel = "LABEL", description = "the token of this label")
    private @Nullable String label;

    @Option(names = "--slot", paramLabel = "ID", description = "the token in this slot")
    private @Nullable Long slot;

    @Option(
            names = "--pin-file",
            paramLabel = "FILE",
            description = "holds the PIN, with mode 0600; for --module")
    private @Nullable Path pinFile;

    @Option(
            names = "--pin-env",
            paramLabel = "NAME",
            description = "the variable that holds the PIN; for --module")
    private @Nullable String pinVariable;

    /// A token, its name, its library, and the keys that are configured for it.
    ///
    /// @param opening how to open it; empty where no PIN was named
    record Chosen(
            String title,
            TokenModule module,
            TokenName name,
            Optional<Opening> opening,
            List<TokenKey> keys) {
        Chosen {
            keys = List.copyOf(keys);
        }

        /// The token, to be closed by the caller.
        Token open() throws Failure {
            if (opening.isEmpty()) {
                throw Failure.usage("no PIN is named", "name --pin-file or --pin-env");
            }
            return opening.get().open();
        }
    }

    /// Reads the PIN and makes a token of it.
    interface Opening {
        Token open() throws Failure;
    }

    /// The library that is meant where no token need be: a list shows them all.
    Optional<Path> moduleAlone(Shell shell) {
        boolean alone = module != null && label == null && slot == null;
        return alone && module != null ? Optional.of(shell.resolve(module)) : Optional.empty();
    }

    /// The tokens, one at least.
    List<Chosen> chosen(Shell shell) throws Failure {
        return module == null
                ? configured(shell)
                : List.of(named(shell, new TokenModule(shell.resolve(module))));
    }

    /// The one token.
    Chosen one(Shell shell) throws Failure {
        List<Chosen> chosen = chosen(shell);
        if (chosen.size() > 1) {
            throw Failure.usage(
                    "the configuration has several tokens",
                    "name one with --token-label or --slot");
        }
        return chosen.getFirst();
    }

    private Chosen named(Shell shell, TokenModule library) throws Failure {
        if ((label == null) == (slot == null)) {
            throw Failure.usage(
                    "--module needs either --token-label or --slot",
                    "`pkcs11 list --module FILE` shows both of every token");
        }
        if (pinFile != null && pinVariable != null) {
            throw Failure.usage("there is one PIN", "keep one of --pin-file and --pin-env");
        }
        TokenName name = label != null ? new TokenName.Label(label) : slot(slot);
        return new Chosen(name.toString(), library, name, opening(shell, library, name), List.of());
    }

    private Optional<Opening> opening(Shell shell, TokenModule library, TokenName name) {
        Optional<SecretSource> pin =
                pinFile != null
                        ? Optional.of(new SecretSource.File(shell.resolve(pinFile)))
                        : Optional.ofNullable(pinVariable).map(SecretSource.Variable::new);
        Secrets secrets = new KeyFiles(shell).secrets();
        return pin.map(
                source ->
                        () ->
                                new Token(
                                        new TokenSettings(library, name, false),
                                        secrets.read(source, "the PIN", ""),
                                        Ticker.SYSTEM));
    }

    private List<Chosen> configured(Shell shell) throws Failure {
        if (pinFile != null || pinVariable != null) {
            throw Failure.usage(
                    "--pin-file and --pin-env go with --module",
                    "the configuration names the PIN of its tokens itself");
        }
        Home home = config.load(shell);
        Pkcs11Keys tokens = new Pkcs11Keys(home.config(), new KeyFiles(shell).secrets());
        List<Chosen> chosen = new ArrayList<>();
        for (ProviderSettings provider : home.config().providers()) {
            if (provider instanceof ProviderSettings.Pkcs11 settings) {
                TokenName name = Pkcs11Keys.name(settings);
                if (matches(name)) {
                    TokenModule library = tokens.module(settings.module().value());
                    Opening opening = () -> tokens.token(settings);
                    chosen.add(
                            new Chosen(
                                    name.toString(),
                                    library,
                                    name,
                                    Optional.of(opening),
                                    settings.tokenKeys()));
                }
            }
        }
        if (chosen.isEmpty()) {
            throw Failure.configuration(
                    home.file() + " has no such [[providers.pkcs11]]",
                    "name the library of a token with --module");
        }
        return chosen;
    }

    private boolean matches(TokenName name) {
        if (label == null && slot == null) {
            return true;
        }
        return name.equals(label != null ? new TokenName.Label(label) : slot(slot));
    }

    private static TokenName slot(@Nullable Long id) {
        return new TokenName.Slot(id == null ? 0 : id);
    }
}
