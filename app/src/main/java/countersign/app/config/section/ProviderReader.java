package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.Problem;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.KeyRole;
import countersign.app.config.provider.LockSettings;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.provider.SecretSource;
import countersign.app.config.provider.SoftKeyFormat;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.SecretReader;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.consensus.ChainId;

import org.tomlj.TomlArray;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads `[[providers.…]]`.
final class ProviderReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final KnownChains chains;
    private final Keys keys;
    private final Places places;
    private final FileUses files;
    private final Problems problems;

    ProviderReader(KnownChains chains, Keys keys, Places places, FileUses files) {
        this.chains = chains;
        this.keys = keys;
        this.places = places;
        this.files = files;
        this.problems = places.problems();
    }

    /// Reads every provider of the file into the keys.
    void read(Section root) {
        if (root.holds("providers", TomlArray.class)) {
            problems.error(
                    root.lineOf("providers"),
                    "[[providers]] does not say what kind of provider it is",
                    "write [[providers.softsign]]");
            return;
        }
        if (!root.has("providers")) {
            if (!root.hasLike("providers")) {
                refuseNone();
            }
            return;
        }
        root.table("providers").ifPresent(table -> readKinds(table.titled("[[providers.…]]")));
    }

    private void readKinds(Section kinds) {
        int before = problems.errors().size();
        kinds.tables("softsign", "[[providers.softsign]]").forEach(this::softsign);
        YubiHsmReader yubihsm = new YubiHsmReader(places, this::namedKey);
        kinds.tables("yubihsm", "[[providers.yubihsm]]")
                .forEach(device -> keys.add(yubihsm.read(device)));
        Pkcs11Reader pkcs11 = new Pkcs11Reader(places, this::namedKey);
        kinds.tables("pkcs11", "[[providers.pkcs11]]")
                .forEach(token -> keys.add(pkcs11.read(token)));
        readDevices(kinds);
        kinds.refuseOthers();
        if (keys.providers().isEmpty() && problems.errors().size() == before) {
            refuseNone();
        }
    }

    private void refuseNone() {
        problems.error(
                Problem.WHOLE_FILE,
                "there is no key: no [[providers.softsign]] section",
                "add [[providers.softsign]] with chain_ids and the path of the key file");
    }

    private void readDevices(Section kinds) {
        LedgerReader ledger = new LedgerReader(places, this::namedKey);
        // The second is the name that guides give it; tmkms itself never knew it.
        single(kinds, ledger::read, "ledgertm", "ledger");
        FortanixReader fortanix = new FortanixReader(places, this::namedKey);
        single(kinds, fortanix::read, "fortanixdsm");
    }

    /// A kind of provider that may be there once, under any of its names.
    private void single(
            Section kinds, Function<Section, ProviderSettings> reader, String... names) {
        List<Section> sections = new ArrayList<>();
        for (String name : names) {
            sections.addAll(kinds.tables(name, "[[providers." + name + "]]"));
        }
        sections.forEach(section -> keys.add(reader.apply(section)));
        sections.stream()
                .skip(1)
                .forEach(
                        second ->
                                problems.error(
                                        second.line(),
                                        second.title() + " is there twice",
                                        "merge the two: one section holds all keys"));
    }

    private void softsign(Section section) {
        ConfiguredKey key = key(section, "key_type", name(section));
        SecretReader secrets = new SecretReader(places);
        Optional<Located<SecretSource>> file =
                section.requiredText("path", "secrets/consensus.key")
                        .flatMap(text -> secrets.source("path", text));
        SoftKeyFormat format =
                section.choice("key_format", List.of(SoftKeyFormat.values()), SoftKeyFormat::word)
                        .orElse(SoftKeyFormat.BASE64);
        if (key.role() == KeyRole.ACCOUNT && format == SoftKeyFormat.JSON) {
            problems.error(
                    section.lineOf("key_format"),
                    "an account key cannot be of key_format \"json\"",
                    "json is for priv_validator_key.json; an account key is a base64 file");
        }
        LockSettings lock =
                new LockSettings(
                        secrets.optional(section, "passphrase"),
                        secrets.source(section, "identity_file").map(Located::value));
        section.refuseOthers();
        String purpose = key.role() == KeyRole.CONSENSUS ? "a consensus key" : "an account key";
        file.ifPresent(place -> addUse(place, purpose));
        int line = section.line();
        lock.passphrase().ifPresent(s -> addUse(new Located<>(s, line), "a passphrase"));
        lock.identity().ifPresent(s -> addUse(new Located<>(s, line), "an age identity"));
        // Without a path the key still counts for what refers to it; the file is refused anyway.
        Located<SecretSource> place =
                file.orElse(new Located<>(new SecretSource.File(places.base()), line));
        keys.add(new ProviderSettings.Softsign(key, format, place, lock));
    }

    private void addUse(Located<SecretSource> place, String purpose) {
        if (place.value() instanceof SecretSource.File(Path path)) {
            files.add(new Located<>(path, place.line()), purpose);
        }
    }

    private Optional<String> name(Section section) {
        return section.text("name").flatMap(this::name);
    }

    private Optional<String> name(Located<String> text) {
        if (NAME.matcher(text.value()).matches()) {
            return Optional.of(text.value());
        }
        problems.error(
                text.line(),
                SourceText.quoted(text.value()) + " cannot be the name of a key",
                "use 1 to 64 letters, digits, dots, hyphens and underscores");
        return Optional.empty();
    }

    /// The key that a section describes by `chain_ids` and its type.
    private ConfiguredKey key(Section section, String typeKey, Optional<String> name) {
        List<ChainId> ids = chains.named(section.requiredTexts("chain_ids", "cosmoshub-4"));
        KeyRole role =
                section.choice(typeKey, List.of(KeyRole.values()), KeyRole::word)
                        .orElse(KeyRole.CONSENSUS);
        return new ConfiguredKey(name, ids, role, keys.nextIndex(), section.line());
    }

    private ConfiguredKey namedKey(Section section) {
        return key(section, "type", name(section));
    }
}
