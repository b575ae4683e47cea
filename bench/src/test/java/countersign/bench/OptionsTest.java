package countersign.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bench.load.Pace;
import countersign.bench.plan.Workload;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class OptionsTest {
    @Test
    void nothing_comparesAllUnderEveryLoad() {
        Options options = parse("");
        assertEquals(Options.Mode.TABLES, options.mode());
        assertEquals(List.of(1, 10, 100), options.loads().chains());
        assertEquals(4, options.loads().workloads().size());
        assertEquals(Optional.of(Path.of("/dev/shm")), options.folders().memory());
    }

    @Test
    void lists_becomeOneLoadForEachCombination() {
        Options options = parse("tables --extensions 0,64 --paces closed,300 --chains 2");
        assertEquals(
                List.of(
                        new Workload(0, new Pace.Closed()),
                        new Workload(64, new Pace.Closed()),
                        new Workload(0, new Pace.Fixed(300)),
                        new Workload(64, new Pace.Fixed(300))),
                options.loads().workloads());
    }

    @Test
    void quick_isOneTable_andStillTakesOptions() {
        Options options = parse("--quick --seconds 7");
        assertEquals(1, options.loads().workloads().size());
        assertEquals(Duration.ofSeconds(7), options.timing().measured());
        assertTrue(options.folders().memory().isEmpty());
    }

    @Test
    void otherBenchmarks_areNamedFirst() {
        assertEquals(Options.Mode.SOAK, parse("soak --signatures 10").mode());
        assertEquals(Options.Mode.RATIOS, parse("ratios").mode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "race",
                "--chains 0",
                "--chains x",
                "--paces 0",
                "--seconds",
                "--seconds -1",
                "--colour red",
                "tables soak"
            })
    void whatMakesNoSense_isRefused(String words) {
        assertThrows(IllegalArgumentException.class, () -> parse(words));
    }

    private static Options parse(String words) {
        return Options.parse(words.isEmpty() ? List.of() : List.of(words.split(" ", -1)));
    }
}
