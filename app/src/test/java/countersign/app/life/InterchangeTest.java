package countersign.app.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import countersign.app.Cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/// Marks leave one home and arrive in another.
final class InterchangeTest {
    private static final Path SCHEMA = Path.of("../docs/interchange.schema.json");

    @TempDir private Path one = Path.of("unset");
    @TempDir private Path other = Path.of("unset");

    private Cli from = Cli.countersign(Path.of("/"));
    private Cli to = Cli.countersign(Path.of("/"));

    @BeforeEach
    void homes() {
        from = Homes.two(one, 100, 20);
        to = Homes.twoWithoutStates(other);
    }

    @Test
    void exportThenImport_makesTheSameMarksElsewhere() {
        from.run("state", "export", file()).endsWith(0).prints("Exported marks: ");

        to.run("state", "import", file())
                .endsWith(0)
                .prints("Generated state: ")
                .prints("Changed [test-1] state import: state of " + Cli.ADDRESS)
                .prints("changed from no state to 100/0/2");

        assertEquals(marks(from), marks(to));
        to.run("state", "verify").endsWith(0).prints("100/0/2, intact").prints("20/0/2, intact");
    }

    @Test
    void importTwice_changesNothingMore() {
        from.run("state", "export", file()).endsWith(0);
        to.run("state", "import", file()).endsWith(0);
        String before = marks(to);

        Cli.Said said = to.run("state", "import", file()).endsWith(0).prints("Kept state: ");

        assertFalse(said.out().contains("Changed"), said.out());
        assertEquals(before, marks(to));
    }

    /// The one rule: whatever is imported in whatever order, no mark ever falls.
    @Test
    void manyImports_neverLowerAMark() {
        Random random = new Random(3076);
        to.run("state", "init").endsWith(0);
        long highest = 0;
        for (int turn = 0; turn < 30; turn++) {
            long height = 1L + random.nextInt(50);
            highest = Math.max(highest, height);
            from.write("turn.json", exported().replace("\"100\"", "\"" + height + "\""));

            to.run("state", "import", one.resolve("turn.json").toString()).endsWith(0);

            to.run("state", "show")
                    .endsWith(0)
                    .prints(
                            "test-1 "
                                    + Cli.ADDRESS
                                    + " nothing is signed up to h/r/s "
                                    + highest
                                    + "/0/2");
        }
    }

    @Test
    void exportedFiles_satisfyTheSchema() throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(SCHEMA));
        String text = exported();
        assertEquals("[]", schema.validate(text, InputFormat.JSON).toString());
        to.run("state", "init").endsWith(0);
        String empty = to.run("state", "export").endsWith(0).out();
        assertEquals("[]", schema.validate(empty, InputFormat.JSON).toString());
        Map<String, String> wrong =
                Map.of("\"100\"", "100", "\"version\": 1", "\"version\": 2", "precommit", "commit");
        wrong.forEach(
                (what, by) ->
                        assertFalse(
                                schema.validate(text.replace(what, by), InputFormat.JSON).isEmpty(),
                                what));
    }

    @Test
    void exportOfOneChain_hasNoOther() {
        String text = from.run("state", "export", "--chain", "other-2").endsWith(0).out();
        assertTrue(text.contains("other-2") && !text.contains("test-1"), text);
        from.run("state", "export", "--chain", "third-3").endsWith(78).complains("third-3");
    }

    @Test
    void freshValidator_isLeftOutWithAWarning() {
        to.run("state", "init").endsWith(0);
        to.run("state", "export").endsWith(0).prints("\"marks\": []").complains("left out");
    }

    @Test
    void existingFile_isNotOverwritten() {
        from.write("marks.json", "mine");
        from.run("state", "export", "marks.json").endsWith(1).complains("is not overwritten");
        assertEquals("mine", from.read("marks.json"));
    }

    @Test
    void unknownChainOrKey_refusesTheWholeFile() {
        to.run("state", "init").endsWith(0);
        String before = marks(to);
        String chain = exported().replace("other-2", "third-3");
        to.write("chain.json", chain);
        to.run("state", "import", "chain.json")
                .endsWith(78)
                .complains("chain.json:8:5: $.marks[1]: no validator of chain third-3")
                .complains("nothing of ");
        String keys =
                exported()
                        .replace("test-1", "x")
                        .replace("other-2", "test-1")
                        .replace("\"x\"", "\"other-2\"");
        to.write("keys.json", keys);
        to.run("state", "import", "keys.json")
                .endsWith(78)
                .complains("chain test-1 is not configured with the key of validator 275184F7");
        assertEquals(before, marks(to));

        to.run("state", "import", "--chain", "test-1", "chain.json").endsWith(0);
        to.run("state", "show").prints("100/0/2").prints("other-2 ").prints("nothing signed yet");
        to.run("state", "import", "--chain", "other-2", "chain.json")
                .endsWith(78)
                .complains("there is no mark of chain other-2");
    }

    @Test
    void oneStateThatCannotBeOpened_changesNone() throws IOException {
        to.run("state", "init").endsWith(0);
        Path damaged =
                other.resolve("state/other-2-275184F7F3BB2D1EB56FB91F0DC9E0FE6FB64097.state");
        Files.write(damaged, new byte[16384]);
        from.run("state", "export", file()).endsWith(0);

        to.run("state", "import", file()).endsWith(1).complains("is not a state");

        to.run("state", "export", "--chain", "test-1").prints("\"marks\": []");
    }

    @Test
    void lostState_isNotMadeFromAFile() throws IOException {
        to.run("state", "init").endsWith(0);
        to.run("start").endsWith(1);
        Files.delete(other.resolve("state/test-1-" + Cli.ADDRESS + ".state"));
        from.run("state", "export", file()).endsWith(0);

        to.run("state", "import", file()).endsWith(1).complains("is lost");

        assertFalse(to.has("state/test-1-" + Cli.ADDRESS + ".state"));
        to.run("state", "show").endsWith(1);
    }

    @Test
    void severalMarksOfOneKey_takeTheHighest() {
        String text = exported();
        String line = text.lines().toList().get(6);
        String more = line.replace("\"100\"", "\"700\"") + "\n" + line.replace("100", "300");
        to.write("more.json", text.replace(line, line + "\n" + more));
        to.run("state", "import", "more.json")
                .endsWith(0)
                .prints("changed from no state to 700/0/2");
    }

    @Test
    void notAPlainFile_isRefusedAndNotWaitedFor() throws IOException, InterruptedException {
        from.run("state", "export", file()).endsWith(0);
        Files.createSymbolicLink(other.resolve("link"), other.resolve("tmkms.toml"));
        new ProcessBuilder("mkfifo", other.resolve("pipe").toString()).start().waitFor();

        to.run("state", "import", "link").endsWith(78).complains("is a symbolic link");
        to.run("state", "import", "pipe").endsWith(78).complains("is a device, pipe or socket");
        to.run("state", "import", "secrets").endsWith(64).complains("choose one with --chain");
        to.run("state", "import", "none.json").endsWith(78).complains("there is no such file");
        to.run("state", "import", "--from-format", "x", "link").endsWith(64).complains("unknown");
        to.run("state", "export", "--format", "x").endsWith(64).complains("unknown format: x");
        Cli.tmkms(other).run("state", "export", "--format", "x").endsWith(1);
    }

    private String file() {
        return one.resolve("marks.json").toString();
    }

    private String exported() {
        return from.run("state", "export").endsWith(0).out();
    }

    private static String marks(Cli cli) {
        String all = cli.run("state", "export").endsWith(0).out();
        return all.substring(all.indexOf("\"marks\""));
    }
}
