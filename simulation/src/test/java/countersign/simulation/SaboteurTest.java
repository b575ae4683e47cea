package countersign.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.proof.Figures;
import countersign.proof.Proof;
import countersign.simulation.saboteur.Edit;
import countersign.simulation.saboteur.Hunt;
import countersign.simulation.saboteur.Saboteur;
import countersign.simulation.saboteur.Saboteurs;
import countersign.simulation.saboteur.StaleSaboteurException;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The checkers find what is broken on purpose, and by the promise that it breaks.
final class SaboteurTest {
    private static final Path ROOT = Path.of("..");

    private static final String RULES = "signer/src/main/java/countersign/guard/Rules.java";

    /// By which checker; a saboteur that is not here may be found by any.
    private static final Map<String, String> BY =
            Map.ofEntries(
                    Map.entry("no-flush", "not-durable"),
                    Map.entry("mark-after-release", "not-durable"),
                    Map.entry("no-lock", "lock"),
                    Map.entry("no-read-back", "rollback"),
                    Map.entry("forgotten-poison", "failed-disk"),
                    Map.entry("second-try", "failed-disk"),
                    Map.entry("other-block", "conflict"),
                    Map.entry("nil-does-not-conflict", "conflict"),
                    Map.entry("other-pol-round", "conflict"),
                    Map.entry("other-time", "two-times"),
                    Map.entry("asked-not-recorded", "signature"),
                    Map.entry("not-verified", "signature"));

    @Proof("H2")
    void everySaboteur_isCaught(Figures figures) throws StaleSaboteurException {
        int seeds = figures.size("seeds at most", 400, 10_000);
        long last = 0;
        for (Saboteur saboteur : Saboteurs.all()) {
            Outcome outcome = caught(saboteur, seeds);
            last = Math.max(last, outcome.seed());
            String checker = outcome.broken().orElseThrow().checker();
            assertEquals(BY.getOrDefault(saboteur.name(), checker), checker, outcome::toString);
        }
        figures.found("saboteurs caught", Saboteurs.all().size());
        figures.found("seeds for the last of them", last);
    }

    @Test
    void saboteurThatBreaksNothing_isNotCaught() throws StaleSaboteurException {
        Saboteur idle = change("public final class Rules {", "public final class Rules {\n");

        assertTrue(new Hunt(ROOT, 20).hunt(idle, Options.STEPS).isEmpty());
    }

    @Test
    void textThatIsGoneOrThereTwice_isStale() {
        assertThrows(
                StaleSaboteurException.class,
                () -> new Hunt(ROOT, 1).trial(change("no such text", "")));
        assertThrows(
                StaleSaboteurException.class, () -> new Hunt(ROOT, 1).trial(change("Mark", "")));
        assertThrows(
                StaleSaboteurException.class,
                () -> new Hunt(ROOT, 1).trial(change("public final class Rules {", "no Java")));
    }

    private static Outcome caught(Saboteur saboteur, int seeds) throws StaleSaboteurException {
        return new Hunt(ROOT, seeds)
                .hunt(saboteur, Options.STEPS)
                .orElseThrow(() -> new AssertionError(saboteur + " got away"));
    }

    private static Saboteur change(String text, String replacement) {
        return new Saboteur("change", "nothing", List.of(new Edit(RULES, text, replacement)));
    }
}
