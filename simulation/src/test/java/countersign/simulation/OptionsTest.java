package countersign.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Optional;

final class OptionsTest {
    @Test
    void seed_isReplayed() {
        Options options = parse("17 --steps 2000");

        assertEquals(Options.Mode.REPLAY, options.mode());
        assertEquals(17, options.from());
        assertEquals(2000, options.steps());
    }

    @Test
    void manySeeds_beginAndAreSharedAsAsked() {
        Options options = parse("--seeds 1000 --from 5 --jobs 2");

        assertEquals(Options.Mode.MANY, options.mode());
        assertEquals(1000, options.seeds());
        assertEquals(5, options.from());
        assertEquals(2, options.jobs());
    }

    @Test
    void saboteurs_areAllOrOne() {
        assertEquals(Optional.empty(), parse("--saboteurs --seeds 5").saboteur());
        assertEquals(Options.Mode.SABOTEURS, parse("--saboteurs --seeds 5").mode());
        assertEquals(5, parse("--saboteurs --seeds 5").saboteurSeeds());
        assertEquals(Optional.of("no-flush"), parse("--saboteurs no-flush").saboteur());
        assertEquals(Optional.of("no-flush"), parse("3 --saboteur no-flush").saboteur());
    }

    @Test
    void nonsense_isRefused() {
        for (String line : new String[] {"--seeds", "--seeds x", "--steps 0 1", "--x 1", "one"}) {
            assertThrows(IllegalArgumentException.class, () -> parse(line), line);
        }
        assertThrows(IllegalArgumentException.class, () -> parse("--steps 5"));
    }

    private static Options parse(String line) {
        return Options.parse(Arrays.asList(line.split(" ")));
    }
}
