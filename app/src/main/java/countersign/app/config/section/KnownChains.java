package countersign.app.config.section;

import static java.util.stream.Collectors.joining;

import countersign.app.config.ChainIds;
import countersign.app.config.ChainSettings;
import countersign.app.config.Located;
import countersign.app.config.Problem;
import countersign.app.config.toml.NearestName;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.SourceText;
import countersign.consensus.ChainId;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The chains that the file declares, and those that it only mentions.
final class KnownChains {
    private final Map<String, Integer> declared = new LinkedHashMap<>();
    private final Map<String, Set<Integer>> undeclared = new LinkedHashMap<>();
    private final Set<ChainId> served = new LinkedHashSet<>();
    private final Problems problems;
    private boolean oneMissed;

    KnownChains(Problems problems) {
        this.problems = problems;
    }

    /// The id that a `[[chain]]` declares, unless another did already or it cannot be one.
    Optional<ChainId> declare(Located<String> id) {
        Integer before = declared.putIfAbsent(id.value(), id.line());
        if (before != null) {
            problems.error(
                    id.line(),
                    "chain %s is declared twice, first on line %d"
                            .formatted(SourceText.quoted(id.value()), before),
                    "delete one of the two [[chain]] sections");
            return Optional.empty();
        }
        if (!ChainIds.isPlain(id.value())) {
            problems.error(
                    id.line(),
                    SourceText.quoted(id.value()) + " cannot be a chain id",
                    "a chain id is 1 to 50 letters, digits, dots, hyphens and underscores;"
                            + " copy it from the node's genesis.json");
            return Optional.empty();
        }
        return Optional.of(new ChainId(id.value()));
    }

    /// The chain that some other section names. Undeclared ones are kept for [#reportUndeclared];
    /// they are returned as well, so that the section's other faults are found.
    Optional<ChainId> named(Located<String> id) {
        if (!declared.containsKey(id.value())) {
            undeclared.computeIfAbsent(id.value(), text -> new TreeSet<>()).add(id.line());
        }
        return ChainIds.isPlain(id.value())
                ? Optional.of(new ChainId(id.value()))
                : Optional.empty();
    }

    /// As [#named], of several.
    List<ChainId> named(List<Located<String>> ids) {
        List<ChainId> chains = new ArrayList<>();
        for (Located<String> id : ids) {
            Optional<ChainId> chain = named(id);
            if (chain.isPresent() && chains.contains(chain.get())) {
                problems.error(
                        id.line(),
                        "chain %s is listed twice".formatted(SourceText.quoted(id.value())),
                        "delete one of the two");
            }
            chain.ifPresent(chains::add);
        }
        return chains;
    }

    /// Notes that a validator serves the chain, or a transaction signer.
    void serve(ChainId chain) {
        served.add(chain);
    }

    /// Notes that a declaration cannot be read, so that any chain may have been meant by it.
    void missOne() {
        oneMissed = true;
    }

    /// One error for each chain that is mentioned but not declared.
    void reportUndeclared() {
        if (!oneMissed) {
            undeclared.forEach(this::reportUndeclared);
        }
    }

    private void reportUndeclared(String id, Set<Integer> lines) {
        String also = lines.stream().skip(1).map(line -> " and on line " + line).collect(joining());
        problems.error(
                lines.iterator().next(),
                "chain %s is used here%s, but no [[chain]] declares it"
                        .formatted(SourceText.quoted(id), also),
                NearestName.of(id, declared.keySet())
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse(
                                "add two lines: [[chain]] and below it id = "
                                        + SourceText.quoted(id).replace('`', '"')));
    }

    /// One warning for each chain that no validator serves; one for all where nothing is served.
    void warnOfUnserved(List<Located<ChainSettings>> chains) {
        if (served.isEmpty()) {
            problems.warn(
                    Problem.WHOLE_FILE,
                    "there is no [[validator]] and no [[tx_signer]]: this signer serves nobody",
                    "add a [[validator]] with chain_id, addr and secret_key");
            return;
        }
        for (Located<ChainSettings> chain : chains) {
            if (!served.contains(chain.value().id())) {
                problems.warn(
                        chain.line(),
                        "no [[validator]] serves chain %s"
                                .formatted(SourceText.quoted(chain.value().id().value())),
                        "add a [[validator]] for it, or delete the [[chain]]");
            }
        }
    }
}
