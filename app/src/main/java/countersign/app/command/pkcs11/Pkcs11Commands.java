package countersign.app.command.pkcs11;

import countersign.app.config.provider.KeyRole;
import countersign.app.config.provider.TokenKey;
import countersign.app.provider.Pkcs11Keys;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.bytes.Bytes;
import countersign.consensus.KeyText;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.ProviderException;
import countersign.provider.pkcs11.KeyFacts;
import countersign.provider.pkcs11.KeySettings;
import countersign.provider.pkcs11.Latencies;
import countersign.provider.pkcs11.Token;
import countersign.provider.pkcs11.TokenModule;
import countersign.provider.pkcs11.TokenTasks;
import countersign.provider.pkcs11.cryptoki.TokenFacts;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Tokens with a PKCS#11 module: what is on them, making keys, trying them.
@Command(
        name = "pkcs11",
        mixinStandardHelpOptions = true,
        description = "List, make and try keys that are kept in PKCS#11 tokens.")
public final class Pkcs11Commands {
    private static final int ID_BYTES = 8;
    private static final int SIGNATURES_MAX = 100_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Shell shell;

    public Pkcs11Commands(Shell shell) {
        this.shell = shell;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Show tokens and, where a PIN is named, the private keys on them. With --module"
                            + " alone: every token that this library sees.")
    int list(@Mixin TokenOptions options) throws Failure {
        Optional<Path> module = options.moduleAlone(shell);
        if (module.isPresent()) {
            for (TokenFacts token : asked(() -> TokenTasks.tokens(new TokenModule(module.get())))) {
                shell.out().println(words(token));
            }
            return 0;
        }
        for (TokenOptions.Chosen chosen : options.chosen(shell)) {
            TokenFacts token = asked(() -> chosen.name().among(TokenTasks.tokens(chosen.module())));
            shell.out().println(words(token));
            if (chosen.opening().isPresent()) {
                printKeys(chosen);
            }
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Make a key that cannot leave the token, under a label and an id that no key of"
                            + " the token has.")
    int generate(
            @Mixin TokenOptions options,
            @Option(
                            names = {"-t", "--type"},
                            paramLabel = "TYPE",
                            defaultValue = "consensus",
                            description =
                                    "consensus (Ed25519) or account (secp256k1); default:"
                                            + " ${DEFAULT-VALUE}")
                    String type,
            @Option(
                            names = "--key-label",
                            required = true,
                            paramLabel = "LABEL",
                            description = "what the key is to be called")
                    String label,
            @Option(
                            names = "--key-id",
                            paramLabel = "HEX",
                            description = "its id; default: eight random bytes")
                    @Nullable String id)
            throws Failure {
        Bytes bytes = id == null ? randomId() : hex(id);
        KeySettings wanted =
                new KeySettings(
                        Optional.of(label),
                        Optional.of(bytes),
                        role(type).keyType(),
                        Optional.empty());
        TokenOptions.Chosen chosen = options.one(shell);
        try (Token token = chosen.open()) {
            PublicKey made = asked(() -> TokenTasks.generate(token, wanted));
            shell.status(
                    "Generated", made.type().cometName() + " key on " + chosen.title() + ", for:");
            shell.out()
                    .println(
                            "keys = [{ chain_ids = [\"…\"], type = \"%s\", key_label = \"%s\","
                                            .formatted(type, label)
                                    + " key_id = \"%s\", public_key = \"%s\" }]"
                                            .formatted(bytes.hex(), KeyText.hex(made)));
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Have keys sign a fixed text, which no chain could take for anything, and say"
                            + " how long that takes. Works beside a running signer.")
    int test(
            @Mixin TokenOptions options,
            @Option(
                            names = "-n",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "how many signatures; default: ${DEFAULT-VALUE}")
                    int count,
            @Option(
                            names = {"-t", "--type"},
                            paramLabel = "TYPE",
                            defaultValue = "consensus",
                            description =
                                    "of the key that is named: consensus or account; default:"
                                            + " ${DEFAULT-VALUE}")
                    String type,
            @Option(names = "--key-label", paramLabel = "LABEL", description = "the key's label")
                    @Nullable String label,
            @Option(names = "--key-id", paramLabel = "HEX", description = "the key's id")
                    @Nullable String id)
            throws Failure {
        if (count < 1 || count > SIGNATURES_MAX) {
            throw Failure.usage("-n is not between 1 and " + SIGNATURES_MAX, "`-n 100` will do");
        }
        for (TokenOptions.Chosen chosen : options.chosen(shell)) {
            List<KeySettings> keys =
                    label == null && id == null
                            ? chosen.keys().stream().map(Pkcs11Keys::key).toList()
                            : List.of(named(type, label, id));
            if (keys.isEmpty()) {
                throw Failure.usage("no key is named", "name --key-label or --key-id");
            }
            for (KeySettings key : keys) {
                try (Token token = chosen.open()) {
                    Latencies found = asked(() -> TokenTasks.test(token, key, count));
                    shell.out().println(key + " on " + chosen.title() + ": " + words(found));
                }
            }
        }
        return 0;
    }

    private void printKeys(TokenOptions.Chosen chosen) throws Failure {
        try (Token token = chosen.open()) {
            for (KeyFacts key : asked(() -> TokenTasks.keys(token))) {
                boolean configured = chosen.keys().stream().anyMatch(wanted -> isOf(wanted, key));
                shell.out()
                        .println(
                                "  %s%s, id %s: %s%s%s"
                                        .formatted(
                                                key.kind(),
                                                key.label().isEmpty()
                                                        ? ""
                                                        : " `" + key.label() + "`",
                                                key.id().isEmpty() ? "none" : key.id().hex(),
                                                key.publicKey()
                                                        .map(KeyText::hex)
                                                        .orElse("public key not shown"),
                                                key.extractable() ? ", may leave the token" : "",
                                                configured ? ", configured" : ""));
            }
        }
    }

    private static boolean isOf(TokenKey wanted, KeyFacts key) {
        return wanted.label().stream().allMatch(key.label()::equals)
                && wanted.id().stream().allMatch(key.id()::equals);
    }

    private static String words(TokenFacts token) {
        return token.isInitialized()
                ? "slot %d: token `%s`, %s by %s, serial %s"
                        .formatted(
                                token.slot(),
                                token.label(),
                                token.model(),
                                token.manufacturer(),
                                token.serial())
                : "slot %d: a token that is not initialized".formatted(token.slot());
    }

    private static String words(Latencies found) {
        return "%d signatures, half of them within %s ms, 99 %% within %s ms, the longest %s ms"
                .formatted(
                        found.signatures(),
                        millis(found.median()),
                        millis(found.p99()),
                        millis(found.longest()));
    }

    private static String millis(Duration time) {
        return "%.2f".formatted(time.toNanos() / NANOS_PER_MILLI);
    }

    private static KeySettings named(String type, @Nullable String label, @Nullable String id)
            throws Failure {
        return new KeySettings(
                Optional.ofNullable(label),
                id == null ? Optional.empty() : Optional.of(hex(id)),
                role(type).keyType(),
                Optional.empty());
    }

    private static KeyRole role(String word) throws Failure {
        return Arrays.stream(KeyRole.values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> Failure.usage("unknown key type: " + word, "consensus or account"));
    }

    private static Bytes hex(String id) throws Failure {
        try {
            return Bytes.ofHex(id);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--key-id is not hex", "write it as `pkcs11 list` prints it");
        }
    }

    private static Bytes randomId() {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        return Bytes.of(id);
    }

    private interface Asking<R> {
        R run() throws ProviderException;
    }

    private static <R> R asked(Asking<R> asking) throws Failure {
        try {
            return asking.run();
        } catch (ProviderException e) {
            throw Failure.operation(e.what(), e.next());
        }
    }
}
