package countersign.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.proof.Result.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

class ProofTest {
    @Test
    void quickFormIsTheSmallOne_longFormTheFullOne() {
        assertEquals(3, new Figures(Form.QUICK).size("kills", 3, 500));
        assertEquals(500, new Figures(Form.LONG).size("kills", 3, 500));
    }

    @Test
    void whatWasToldInOneRun_isOneLine() {
        Figures figures = new Figures(Form.LONG);
        figures.size("kills", 3, 1_000);
        figures.found("conflicts", 0);
        figures.say("on\text4");
        assertEquals("1,000 kills, 0 conflicts, on ext4", figures.told());
    }

    @Test
    void results_comeBackAsOneRowForEachProof_inOrder(@TempDir Path folder) throws IOException {
        new Result("B10", "DiskIT", "full", "long", Outcome.PROVED, 3, "4 disks").write(folder);
        new Result("B2", "LoopTest", "a", "long", Outcome.PROVED, 1, "9 loops").write(folder);
        new Result("B2", "LoopTest", "b", "long", Outcome.FAILED, 2, "").write(folder);
        new Result("C1", "KillIT", "kill", "long", Outcome.SKIPPED, 0, "").write(folder);

        assertEquals(
                List.of(
                        "| proof | result | figures | seconds |",
                        "| --- | --- | --- | --- |",
                        "| B2 | FAILED: LoopTest.b | 9 loops | 3 |",
                        "| B10 | proved | 4 disks | 3 |",
                        "| C1 | SKIPPED: KillIT.kill |  | 0 |"),
                Report.table(Report.read(folder)));
    }

    @Test
    void testThatLeftNoResult_isMissed() {
        String page =
                """
                | proof | what it does | quick | long | test |
                | --- | --- | --- | --- | --- |
                | B2 | `a` fails | 1 | 2 | `LoopTest`, `DiskIT` |
                | C1 | kills | 1 | 2 | `KillIT` |
                """;
        Result ran = new Result("B2", "LoopTest", "a", "quick", Outcome.PROVED, 1, "");

        assertEquals(
                List.of(Result.missing("B2", "DiskIT"), Result.missing("C1", "KillIT")),
                Report.missing(List.of(ran), page, List.of()));
        assertEquals(
                List.of(Result.missing("C1", "KillIT")),
                Report.missing(List.of(ran), page, List.of("C1")));
        assertTrue(
                Report.table(List.of(Result.missing("C1", "KillIT")))
                        .getLast()
                        .contains("MISSING"));
    }

    @Test
    void proofThatIsACommand_hasNoTestsToMiss() {
        String page =
                """
                | A4 | changes | - | all | `./run mutate` |
                | B2 | `a` fails | 1 | 2 | `LoopTest` |
                """;

        assertEquals(Map.of("A4", "mutate"), ProofTable.commands(page));
        assertEquals(Set.of("B2"), ProofTable.classes(page).keySet());
    }

    @Test
    void whatIsNoResult_isNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("B1-a-b"), "B1\tproved\n");
        IOException e = assertThrows(IOException.class, () -> Report.read(folder));
        assertTrue(e.toString().contains(file.toString()), e::toString);
    }
}
