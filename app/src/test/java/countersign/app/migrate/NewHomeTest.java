package countersign.app.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.shell.Failure;
import countersign.app.shell.Persona;
import countersign.app.shell.Shell;
import countersign.app.shell.Terminal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A home is there as a whole, or not at all.
final class NewHomeTest {
    @TempDir private Path directory = Path.of("unset");

    @Test
    void homeThatFailsItsCheck_leavesNothing() throws IOException {
        NewHome home = new NewHome(plan(List.of(new KeyMove.Fresh("secrets/a.key"))), shell());
        Failure failed =
                assertThrows(
                        Failure.class,
                        () ->
                                home.make(
                                        draft -> {
                                            assertEquals(
                                                    "# " + draft.getParent(),
                                                    text(draft),
                                                    "the draft is read as the home that it is");
                                            throw Failure.configuration("no", "");
                                        }));
        assertEquals("no", failed.getMessage());
        assertEmpty();
    }

    @Test
    void keyThatGoesAway_leavesNothing() throws IOException {
        Path gone = directory.resolve("gone.key");
        KeyMove key = new KeyMove.Copied(gone, "secrets/a.key", "a key");
        NewHome home = new NewHome(plan(List.of(key)), shell());
        Failure failed = assertThrows(Failure.class, () -> home.make(_ -> {}));
        String said = failed.problems().toString();
        assertTrue(said.contains("gone.key"), said);
        assertEmpty();
    }

    @Test
    void homeThatIsMade_hasTheTextOfItsPlaceAndNoDraftBesideIt() throws IOException, Failure {
        Path home = directory.resolve("new");
        new NewHome(plan(List.of()), shell()).make(_ -> assertFalse(Files.exists(home)));
        assertEquals("# " + home, text(home.resolve("tmkms.toml")));
        try (Stream<Path> all = Files.list(directory)) {
            assertEquals(List.of(home), all.toList());
        }
    }

    private Plan plan(List<KeyMove> keys) {
        Wanted wanted =
                new Wanted(
                        Origin.TMKMS,
                        directory,
                        directory.resolve("new"),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty());
        return new Plan(wanted, "", home -> "# " + home, keys, List.of(), List.of(), List.of());
    }

    private Shell shell() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        Terminal nobody = new Terminal(nowhere, nowhere, false, Optional.empty());
        return new Shell(Persona.COUNTERSIGN, directory, Map.of(), nobody, List::of);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertEmpty() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            assertEquals(List.of(), all.toList());
        }
    }
}
