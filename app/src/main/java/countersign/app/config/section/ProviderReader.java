package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.Problem;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.KeyRole;
import countersign.app.config.provider.ProviderKind;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.provider.SoftKeyFormat;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.consensus.ChainId;

import org.tomlj.TomlArray;

import java.nio.file.Path;
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
        DeviceReader devices = new DeviceReader(places, this::key);
        single(kinds, ProviderKind.YUBIHSM, "yubihsm", devices::yubihsm);
        single(kinds, ProviderKind.LEDGER, "ledgertm", devices::ledger);
        // The name that guides give it; tmkms itself never knew it.
        single(kinds, ProviderKind.LEDGER, "ledger", devices::ledger);
        single(kinds, ProviderKind.FORTANIX, "fortanixdsm", devices::fortanix);
    }

    private void single(
            Section kinds,
            ProviderKind kind,
            String name,
            Function<Section, List<ConfiguredKey>> reader) {
        List<Section> sections = kinds.tables(name, "[[providers." + name + "]]");
        for (Section section : sections) {
            keys.add(new ProviderSettings.Unavailable(kind, reader.apply(section)));
        }
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
        Optional<String> name = section.text("name").flatMap(this::name);
        ConfiguredKey key = key(section, "key_type", name);
        Optional<Located<Path>> file =
                places.requiredPath(section, "path", "secrets/consensus.key");
        SoftKeyFormat format =
                section.choice("key_format", List.of(SoftKeyFormat.values()), SoftKeyFormat::word)
                        .orElse(SoftKeyFormat.BASE64);
        if (key.role() == KeyRole.ACCOUNT && format == SoftKeyFormat.JSON) {
            problems.error(
                    section.lineOf("key_format"),
                    "an account key cannot be of key_format \"json\"",
                    "json is for priv_validator_key.json; an account key is a base64 file");
        }
        section.refuseOthers();
        file.ifPresent(
                path ->
                        files.add(
                                path,
                                key.role() == KeyRole.CONSENSUS
                                        ? "a consensus key"
                                        : "an account key"));
        // Without a path the key still counts for what refers to it; the file is refused anyway.
        Located<Path> path = file.orElse(new Located<>(places.base(), section.line()));
        keys.add(new ProviderSettings.Softsign(key, format, path));
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

    private ConfiguredKey key(Section section) {
        return key(section, "type", Optional.empty());
    }
}
