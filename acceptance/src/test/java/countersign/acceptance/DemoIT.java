package countersign.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The first thing that anybody runs, by the script at the root of a clone and from elsewhere.
final class DemoIT {
    @Test
    void demo_fromAnotherFolder_signsAndEndsWell(@TempDir Path elsewhere) {
        Path script = PackagedProgram.repository().resolve("countersign");
        PackagedProgram clone =
                new PackagedProgram(script, elsewhere, elsewhere, List.of(), Map.of());

        String said = clone.run("demo", "--seconds", "3");

        for (String kind : List.of("proposal", "prevote", "precommit")) {
            assertTrue(said.toLowerCase(Locale.ROOT).contains(kind), said);
        }
        assertTrue(said.contains(" signatures, "), said);
    }

    /// Without it every start takes a multiple of the time, and nobody is told.
    @Test
    void packagedProgram_startsFromItsClassArchive(@TempDir Path folder) {
        PackagedProgram.in(folder)
                .with("COUNTERSIGN_JAVA_OPTIONS", "-XX:AOTMode=on")
                .run("version");
    }
}
