package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.KeyRole;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.consensus.ChainId;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The keys that the file configures, and which of them answers which node.
final class Keys {
    private final List<ProviderSettings> providers = new ArrayList<>();
    private final Set<ChainId> keyless = new HashSet<>();
    private final Set<ConfiguredKey> validating = new HashSet<>();
    private final Problems problems;
    private int count;

    Keys(Problems problems) {
        this.problems = problems;
    }

    /// The index of the next key.
    int nextIndex() {
        return count++;
    }

    void add(ProviderSettings provider) {
        for (ConfiguredKey key : provider.keys()) {
            key.name().flatMap(this::named).ifPresent(first -> refuseSameName(key, first));
        }
        providers.add(provider);
    }

    private void refuseSameName(ConfiguredKey key, ConfiguredKey first) {
        problems.error(
                key.line(),
                "two keys have the name %s, the other on line %d"
                        .formatted(SourceText.quoted(first.name().orElse("")), first.line()),
                "give each key a name of its own");
    }

    List<ProviderSettings> providers() {
        return List.copyOf(providers);
    }

    /// The account keys of a chain.
    List<ConfiguredKey> accountKeys(ChainId chain) {
        return of(chain, KeyRole.ACCOUNT);
    }

    /// Whether some node is answered with the key.
    boolean validates(ConfiguredKey key) {
        return validating.contains(key);
    }

    /// The key that answers a node: the one that its section names, else the only one of the chain.
    ///
    /// @param section the node's section, for its line
    Optional<ConfiguredKey> choose(ChainId chain, Optional<Located<String>> name, Section section) {
        List<ConfiguredKey> consensus = of(chain, KeyRole.CONSENSUS);
        List<ConfiguredKey> able = consensus.isEmpty() ? of(chain, KeyRole.ACCOUNT) : consensus;
        Optional<ConfiguredKey> chosen;
        if (able.isEmpty()) {
            chosen = Optional.empty();
            refuseKeyless(chain, section.line());
        } else if (name.isPresent()) {
            chosen = named(name.get(), able, chain);
        } else if (able.size() > 1) {
            chosen = Optional.empty();
            refuseUndecided(chain, able, section.line());
        } else {
            chosen = Optional.of(able.getFirst());
        }
        chosen.ifPresent(validating::add);
        return chosen;
    }

    private Optional<ConfiguredKey> named(
            Located<String> name, List<ConfiguredKey> able, ChainId chain) {
        Optional<ConfiguredKey> found = named(name.value());
        if (found.filter(able::contains).isPresent()) {
            return found;
        }
        String names =
                able.stream()
                        .map(key -> key.name().orElse("one without a name"))
                        .collect(Collectors.joining(", "));
        String fault =
                found.isEmpty()
                        ? "no key has the name %s"
                        : "the key %s is not a consensus key of chain `" + chain + "`";
        problems.error(
                name.line(),
                fault.formatted(SourceText.quoted(name.value())),
                able.size() == 1
                        ? "delete the line: only one key of the chain can answer, on line "
                                + able.getFirst().line()
                        : "the chain's keys are: " + names);
        return Optional.empty();
    }

    private void refuseKeyless(ChainId chain, int line) {
        boolean certain = all().noneMatch(key -> key.chains().isEmpty());
        if (!providers.isEmpty() && certain && keyless.add(chain)) {
            problems.error(
                    line,
                    "chain `" + chain + "` has no key to sign with",
                    "add `\"%s\"` to the chain_ids of a key, or add a [[providers.softsign]]"
                            .formatted(chain));
        }
    }

    private void refuseUndecided(ChainId chain, List<ConfiguredKey> able, int line) {
        String lines =
                able.stream()
                        .map(ConfiguredKey::line)
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" and "));
        problems.error(
                line,
                "chain `%s` has several keys (lines %s); which one answers this node?"
                        .formatted(chain, lines),
                "delete all but one, or give the right one `name = \"…\"` in its"
                        + " [[providers.softsign]] and this [[validator]] `key = \"…\"`");
    }

    private Optional<ConfiguredKey> named(String name) {
        return all().filter(key -> key.name().equals(Optional.of(name))).findFirst();
    }

    private List<ConfiguredKey> of(ChainId chain, KeyRole role) {
        return all().filter(key -> key.role() == role && key.chains().contains(chain)).toList();
    }

    private Stream<ConfiguredKey> all() {
        return providers.stream().flatMap(provider -> provider.keys().stream());
    }
}
