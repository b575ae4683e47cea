package countersign.app.command.state;

import countersign.app.command.Home;
import countersign.app.shell.Failure;
import countersign.app.state.StatePlace;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The options that choose among the configured validators.
final class Chosen {
    @Option(
            names = "--chain",
            paramLabel = "CHAIN",
            description = "of this chain alone; may be given several times")
    private List<String> chains = List.of();

    @Option(
            names = "--key",
            paramLabel = "ADDRESS",
            description = "of this validator address alone")
    private @Nullable String key;

    /// The chains that were named; none where all are meant.
    List<String> chains() {
        return List.copyOf(chains);
    }

    /// The configured places that are meant.
    List<StatePlace> of(Home home) throws Failure {
        List<StatePlace> chosen = new ArrayList<>();
        for (String chain : chains.isEmpty() ? all(home) : chains) {
            chosen.addAll(home.places(chain, Optional.ofNullable(key)));
        }
        return chosen.stream().distinct().toList();
    }

    private static List<String> all(Home home) throws Failure {
        return home.places().stream().map(place -> place.chain().value()).distinct().toList();
    }
}
