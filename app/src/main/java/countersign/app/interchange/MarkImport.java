package countersign.app.interchange;

import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.app.state.StatePlace;
import countersign.app.state.States;
import countersign.consensus.Hrs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Which states an interchange file would move, and to where. A mark that nobody here is configured
/// for may be a mistake in the configuration, and then leaving it out would be forgetting: it
/// refuses the whole file, unless the operator has named the chains to take.
public final class MarkImport {
    private MarkImport() {}

    /// The floors for the `configured` places, of `chains` or, where it is empty, of all, as far as
    /// they are `meant`. Of a key that is there several times the highest counts.
    public static Map<StatePlace, Hrs> floors(
            Interchange file,
            List<StatePlace> configured,
            List<String> chains,
            Predicate<ForeignMark> meant)
            throws Failure {
        List<Problem> problems = new ArrayList<>();
        Map<StatePlace, Hrs> floors = new LinkedHashMap<>();
        for (ForeignMark mark : file.marks()) {
            boolean ofAnother = !chains.isEmpty() && !chains.contains(mark.chain().value());
            if (ofAnother || !meant.test(mark)) {
                continue;
            }
            Optional<StatePlace> place = placeOf(mark, configured);
            if (place.isEmpty()) {
                problems.add(new Problem(unknown(file, mark, configured), ""));
            } else {
                floors.merge(place.get(), mark.place(), MarkImport::higher);
            }
        }
        for (String chain : chains) {
            if (file.marks().stream().noneMatch(mark -> mark.chain().value().equals(chain))) {
                problems.add(
                        new Problem(
                                "there is no mark of chain " + chain + " in " + file.file(), ""));
            }
        }
        if (!problems.isEmpty()) {
            problems.add(
                    new Problem(
                            "nothing of " + file.file() + " was taken over",
                            "configure what is missing, or name the chains to take with --chain"));
            throw new Failure(Fault.CONFIGURATION, problems);
        }
        return floors;
    }

    private static Hrs higher(Hrs one, Hrs other) {
        return States.higher(Optional.of(one), Optional.of(other)).orElseThrow();
    }

    private static Optional<StatePlace> placeOf(ForeignMark mark, List<StatePlace> configured) {
        return configured.stream()
                .filter(place -> place.chain().equals(mark.chain()))
                .filter(place -> place.key().equals(mark.key()))
                .findFirst();
    }

    private static String unknown(Interchange file, ForeignMark mark, List<StatePlace> configured) {
        boolean chainIsKnown =
                configured.stream().anyMatch(place -> place.chain().equals(mark.chain()));
        return file.file()
                + ":"
                + mark.at()
                + ": "
                + (chainIsKnown
                        ? "chain " + mark.chain() + " is not configured with the key of validator "
                        : "no validator of chain " + mark.chain() + " is configured, here for ")
                + mark.key().address().upperHex();
    }
}
