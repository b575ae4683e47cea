package countersign.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.proof.Figures;
import countersign.proof.Proof;
import countersign.simulation.world.SeededTrial;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class SimulationTest {
    private final Trial trial = new SeededTrial();

    @Proof("H1")
    void seeds_breakNoPromise(Figures figures) {
        int seeds = figures.size("seeds", 1_000, 100_000);
        Tally sum = Tally.NOTHING;
        for (long seed = 1; seed <= seeds; seed++) {
            Outcome outcome = trial.play(seed, Options.STEPS, line -> {});
            assertEquals(Optional.empty(), outcome.broken(), "./run sim " + seed);
            sum = sum.plus(outcome.tally());
        }

        // Worlds in which nothing happens would be quiet as well.
        figures.found("signatures", sum.signatures());
        figures.found("crashes", sum.crashes());
        figures.found("faults", sum.faults());
        assertEquals(seeds, sum.seeds());
        assertTrue(sum.signatures() > 10 * (long) seeds, sum::toString);
        assertTrue(sum.crashes() > seeds / 2, sum::toString);
        assertTrue(sum.faults() > 10 * (long) seeds, sum::toString);
        assertTrue(sum.rollbacks() > 0, sum::toString);
    }

    @Test
    void sameSeedTwice_isTheSameStory() {
        for (long seed = 1; seed <= 20; seed++) {
            List<String> first = new ArrayList<>();
            List<String> second = new ArrayList<>();

            Outcome one = trial.play(seed, Options.STEPS, first::add);
            Outcome other = trial.play(seed, Options.STEPS, second::add);

            assertEquals(first, second);
            assertEquals(one, other);
        }
    }

    @Test
    void otherSeed_isAnotherStory() {
        assertNotEquals(
                trial.play(1, 100, line -> {}).hash(), trial.play(2, 100, line -> {}).hash());
    }
}
