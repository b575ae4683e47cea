package countersign.app.config.section;

import countersign.app.config.ChainSettings;
import countersign.app.config.FloorSettings;
import countersign.app.config.KeyFormat;
import countersign.app.config.Located;
import countersign.app.config.StateHook;
import countersign.app.config.StateSettings;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.consensus.ChainId;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads `[[chain]]`.
final class ChainReader {
    private static final Pattern BECH32_PREFIX = Pattern.compile("[!-@\\[-~]{1,83}");
    private static final String BECH32_EXAMPLE =
            "{ type = \"bech32\", account_key_prefix = \"cosmospub\","
                    + " consensus_key_prefix = \"cosmosvalconspub\" }";

    private final KnownChains chains;
    private final Places places;
    private final FileUses files;
    private final FloorReader floors;
    private final Problems problems;

    ChainReader(KnownChains chains, Places places, FileUses files) {
        this.chains = chains;
        this.places = places;
        this.files = files;
        this.problems = places.problems();
        this.floors = new FloorReader(problems);
    }

    /// Empty where the chain has no usable id.
    Optional<Located<ChainSettings>> read(Section section) {
        Optional<Located<String>> written = section.requiredText("id", "cosmoshub-4");
        if (written.isEmpty()) {
            chains.missOne();
        }
        Optional<ChainId> id = written.flatMap(chains::declare);
        KeyFormat format =
                section.table("key_format").flatMap(this::keyFormat).orElse(new KeyFormat.Hex());
        Optional<Located<Path>> stateFile = places.path(section, "state_file");
        Optional<Located<Path>> stateDirectory = places.path(section, "state_dir");
        Optional<StateHook> hook = section.table("state_hook").flatMap(floors::hook);
        Optional<FloorSettings> floor =
                section.table("floor").map(t -> t.titled("[chain.floor]")).flatMap(floors::floor);
        // Extensions are signed whenever the protocol asks for them.
        section.flag("sign_extensions", true);
        boolean rawBytes = section.flag("raw_bytes", false);
        boolean nonRpExtensions = section.flag("non_rp_extensions", false);
        section.refuseOthers();
        return id.map(
                chain -> {
                    StateSettings state = state(chain, section.line(), stateFile, stateDirectory);
                    return new Located<>(
                            new ChainSettings(
                                    chain, format, state, hook, floor, rawBytes, nonRpExtensions),
                            section.line());
                });
    }

    private StateSettings state(
            ChainId chain, int line, Optional<Located<Path>> file, Optional<Located<Path>> dir) {
        file.ifPresent(found -> files.add(found, "the state of chain `" + chain + "`"));
        Located<Path> usual =
                new Located<>(places.base().resolve(chain + "_priv_validator_state.json"), line);
        Path usualDirectory =
                file.map(Located::value)
                        .map(Path::getParent)
                        .orElseGet(() -> places.base().resolve("state"));
        return new StateSettings(
                dir.map(Located::value).orElse(usualDirectory),
                file.orElse(usual),
                file.isPresent());
    }

    private Optional<KeyFormat> keyFormat(Section section) {
        section.requiredText("type", "bech32");
        Optional<String> type =
                section.choice(
                        "type", List.of("bech32", "hex", "cosmos-json"), Function.identity());
        Optional<KeyFormat> format =
                type.flatMap(
                        word ->
                                switch (word) {
                                    case "bech32" -> bech32(section);
                                    case "hex" -> Optional.of(new KeyFormat.Hex());
                                    default -> Optional.of(new KeyFormat.CosmosJson());
                                });
        if (type.isPresent()) {
            section.ignoreOthers();
        } else {
            section.refuseGaps();
        }
        return format;
    }

    private Optional<KeyFormat> bech32(Section section) {
        Optional<String> account = prefix(section, "account_key_prefix", "cosmospub");
        Optional<String> consensus = prefix(section, "consensus_key_prefix", "cosmosvalconspub");
        return account.flatMap(a -> consensus.map(c -> new KeyFormat.Bech32(a, c)));
    }

    private Optional<String> prefix(Section section, String key, String example) {
        Optional<Located<String>> found = section.requiredText(key, example);
        if (found.isPresent() && !BECH32_PREFIX.matcher(found.get().value()).matches()) {
            problems.error(
                    found.get().line(),
                    "`%s`: %s cannot be a bech32 prefix"
                            .formatted(key, SourceText.quoted(found.get().value())),
                    "use lower-case letters, as in " + BECH32_EXAMPLE);
            return Optional.empty();
        }
        return found.map(Located::value);
    }
}
