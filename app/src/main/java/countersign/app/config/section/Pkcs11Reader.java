package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.provider.SecretSource;
import countersign.app.config.provider.TokenKey;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.SecretReader;
import countersign.app.config.toml.Section;
import countersign.bytes.Bytes;
import countersign.consensus.KeyType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads `[[providers.pkcs11]]`: one section for each token, with the names of cosmos/kms and a
/// list of keys as tmkms' devices have it.
final class Pkcs11Reader {
    private static final int LABEL_BYTES_MAX = 32;
    private static final Pattern ID = Pattern.compile("([0-9a-fA-F]{2}){1,64}");

    private final Places places;
    private final Problems problems;
    private final Function<Section, ConfiguredKey> keyReader;

    // Which token is configured where: its module, and its label or slot.
    private final Map<String, Integer> lines = new HashMap<>();

    /// `keyReader` reads `name`, `chain_ids` and `type`.
    Pkcs11Reader(Places places, Function<Section, ConfiguredKey> keyReader) {
        this.places = places;
        this.problems = places.problems();
        this.keyReader = keyReader;
    }

    ProviderSettings read(Section section) {
        // What stands in for a missing value is never used: the file is refused.
        Located<Path> none = new Located<>(places.base(), section.line());
        Located<Path> module =
                places.requiredPath(section, "module", "/usr/lib/softhsm/libsofthsm2.so")
                        .orElse(none);
        Optional<String> label = section.text("token_label").flatMap(this::label);
        OptionalLong slot = section.number("slot", 0, Long.MAX_VALUE);
        requireOneToken(section);
        Located<SecretSource> pin =
                new SecretReader(places)
                        .required(section, "pin")
                        .orElse(new Located<>(new SecretSource.File(none.value()), section.line()));
        boolean parameters = section.flag("eddsa_params", false);
        List<TokenKey> keys = keys(section);
        section.refuseOthers();
        refuseSecond(section, module.value() + " " + label + " " + slot);
        return new ProviderSettings.Pkcs11(module, label, slot, pin, parameters, keys);
    }

    private Optional<String> label(Located<String> text) {
        if (text.value().getBytes(StandardCharsets.UTF_8).length > LABEL_BYTES_MAX) {
            problems.error(
                    text.line(),
                    "`token_label` is longer than 32 bytes, which no token's is",
                    "`pkcs11 list` shows the labels of all tokens");
            return Optional.empty();
        }
        return Optional.of(text.value());
    }

    private void requireOneToken(Section section) {
        if (section.has("token_label") == section.has("slot")) {
            problems.error(
                    section.line(),
                    section.title() + " needs either `token_label` or `slot`",
                    "keep `token_label`: slots change; `pkcs11 list` shows both");
        }
    }

    /// Whoever opens a token twice shows it a wrong PIN twice.
    private void refuseSecond(Section section, String token) {
        Integer first = lines.putIfAbsent(token, section.line());
        if (first != null) {
            problems.error(
                    section.line(),
                    "%s is about the same token as the one on line %d"
                            .formatted(section.title(), first),
                    "merge the two: one section holds all `keys` of a token");
        }
    }

    private List<TokenKey> keys(Section section) {
        section.require("keys", "[{ chain_ids = [\"cosmoshub-4\"], key_label = \"validator\" }]");
        List<TokenKey> keys = new ArrayList<>();
        for (Section key : section.tables("keys", "`keys` of " + section.title())) {
            keys.add(key(key));
        }
        if (section.has("keys") && keys.isEmpty() && problems.errors().isEmpty()) {
            problems.error(
                    section.lineOf("keys"),
                    "`keys` of " + section.title() + " has no key",
                    "write one, or delete the section");
        }
        return keys;
    }

    private TokenKey key(Section section) {
        ConfiguredKey key = keyReader.apply(section);
        Optional<String> label = section.text("key_label").map(Located::value);
        Optional<Bytes> id = section.text("key_id").flatMap(this::id);
        if (!section.has("key_label") && !section.has("key_id")) {
            problems.error(
                    section.line(),
                    section.title() + " needs `key_label`, `key_id` or both",
                    "`pkcs11 list` shows what the keys of a token are called");
        }
        KeyType type =
                section.choice("algorithm", List.of(KeyType.values()), KeyType::cometName)
                        .orElse(key.role().keyType());
        TokenKey read =
                new TokenKey(
                        key, label, id, type, new PublicKeyReader(problems).read(section, type));
        section.refuseOthers();
        return read;
    }

    private Optional<Bytes> id(Located<String> text) {
        if (ID.matcher(text.value()).matches()) {
            return Optional.of(Bytes.ofHex(text.value()));
        }
        problems.error(
                text.line(),
                "`key_id` must be 1 to 64 bytes in hex",
                "write it as `pkcs11 list` and pkcs11-tool print it: `key_id = \"01\"`");
        return Optional.empty();
    }
}
