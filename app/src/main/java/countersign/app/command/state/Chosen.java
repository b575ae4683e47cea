package countersign.app.command.state;

import countersign.app.command.Home;
import countersign.app.shell.Failure;
import countersign.app.state.StatePlace;
import countersign.bytes.Bytes;

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

    /// Whether a validator with this address is meant, where its chain is.
    boolean means(Bytes address) {
        return key == null || address.upperHex().equalsIgnoreCase(key);
    }

    /// The configured places that are meant; never none.
    List<StatePlace> of(Home home) throws Failure {
        List<StatePlace> chosen = new ArrayList<>();
        for (String chain : chains) {
            chosen.addAll(home.places(chain, Optional.ofNullable(key)));
        }
        if (chains.isEmpty()) {
            home.places().stream()
                    .filter(place -> means(place.key().address()))
                    .forEach(chosen::add);
        }
        if (chosen.isEmpty() && key != null) {
            throw Failure.configuration(
                    "no configured key has the address " + key,
                    "`show-address` prints the addresses");
        }
        return chosen.stream().distinct().toList();
    }
}
