package countersign.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.proof.Mutant.Fate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class SurvivorsTest {
    private static final Mutant LOCK =
            new Mutant("guard.Disk.lock: removed (1)", 9, Fate.UNNOTICED);
    private static final Mutant RULE = new Mutant("guard.Rules.judge: true (1)", 7, Fate.NOTICED);
    private static final String PAGE =
            """
            # What no test notices

            ## Files

            - `guard.Disk.lock: removed (1)`: only another process
              could.
            """;

    @TempDir private Path folder = Path.of("unset");

    @Test
    void unnoticedAndExplained_isRight() {
        assertEquals(List.of(), wrong(PAGE, List.of(LOCK, RULE)));
    }

    @Test
    void unnoticedAndNotExplained_isNamedWithItsLine() {
        String expected = "no test notices: guard.Disk.lock: removed (1), line 9";
        assertEquals(List.of(expected), wrong("# Nothing", List.of(LOCK, RULE)));
        String without = "- `guard.Disk.lock: removed (1)`:\n\n- another: why\n";
        assertEquals(List.of(expected), wrong(without, List.of(LOCK)), "without a reason");
    }

    @Test
    void explainedAndNoticed_isStale() {
        assertEquals(
                List.of("noticed, but listed in page.md: guard.Disk.lock: removed (1), line 9"),
                wrong(PAGE, List.of(new Mutant(LOCK.name(), 9, Fate.NOTICED), RULE)));
    }

    @Test
    void explainedAndGone_isStaleUnlessOtherClassesWereAskedFor() {
        List<String> stale = List.of("gone, but listed in page.md: guard.Disk.lock: removed (1)");
        assertEquals(stale, wrong(PAGE, List.of(RULE)));
        assertEquals(stale, wrong(PAGE, List.of(RULE), "guard.Rules", "guard.D"));
        assertEquals(List.of(), wrong(PAGE, List.of(RULE), "guard.Rules"));
    }

    @Test
    void testThatHung_saysNothingOfWhatIsExplained() {
        Mutant hung = new Mutant(LOCK.name(), 9, Fate.HUNG);
        assertEquals(List.of(), wrong(PAGE, List.of(hung)));
        assertEquals(List.of(), wrong("", List.of(hung)));
        assertEquals(
                List.of("made a test hang: guard.Disk.lock: removed (1), line 9"),
                new Survivors(List.of(hung, RULE), "", List.of()).hung());
    }

    @Test
    void runThatChangedNothing_isWrong() {
        assertEquals(List.of("nothing was changed"), wrong("", List.of()));
    }

    @Test
    void figures_areThoseOfTheReport() {
        assertEquals(
                "2 changes: 1 noticed, 0 made a test hang, 1 unnoticed; 1 explained",
                new Survivors(List.of(LOCK, RULE), PAGE, List.of()).figures());
    }

    @Test
    void report_givesNamesThatStayWhenLinesMove() throws IOException {
        String call = "removed call to java/nio/channels/FileChannel::force";
        String report =
                mutation("SURVIVED", "guard.SyncedFile", "fill", 134, 9, call)
                        + mutation("KILLED", "guard.SyncedFile", "fill", 131, 4, call)
                        + mutation("NO_COVERAGE", "guard.Guard", "&lt;init&gt;", 8, 2, "removed")
                        + mutation("TIMED_OUT", "guard.Guard", "a", 9, 3, "now true for x/y/Z::a")
                        + mutation("RUN_ERROR", "guard.Guard", "a", 9, 1, "now true for x/y/Z::a");
        assertEquals(
                List.of(
                        new Mutant("guard.Guard.<init>: removed (1)", 8, Fate.UNNOTICED),
                        new Mutant("guard.Guard.a: now true (1)", 9, Fate.UNNOTICED),
                        new Mutant("guard.Guard.a: now true (2)", 9, Fate.HUNG),
                        new Mutant(
                                "guard.SyncedFile.fill: removed call to FileChannel::force (1)",
                                131,
                                Fate.NOTICED),
                        new Mutant(
                                "guard.SyncedFile.fill: removed call to FileChannel::force (2)",
                                134,
                                Fate.UNNOTICED)),
                read("<mutations partial=\"true\">" + report + "</mutations>"));
    }

    @Test
    void whatIsNoReport_isNamed() {
        for (String text :
                List.of(
                        "",
                        "killed: all",
                        "<mutations><mutation status='KILLED'/></mutations>",
                        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>")) {
            IOException e = assertThrows(IOException.class, () -> read(text));
            assertTrue(String.valueOf(e.getMessage()).contains("mutations.xml"), e::toString);
        }
    }

    private static List<String> wrong(String page, List<Mutant> mutants, String... only) {
        return new Survivors(mutants, page, List.of(only)).wrong("page.md");
    }

    private List<Mutant> read(String text) throws IOException {
        return MutationReport.read(Files.writeString(folder.resolve("mutations.xml"), text));
    }

    private static String mutation(
            String status, String type, String method, int line, int index, String what) {
        return String.format(
                "<mutation detected='%s' status='%s' numberOfTestsRun='3'>"
                        + "<mutatedClass>countersign.%s</mutatedClass>"
                        + "<mutatedMethod>%s</mutatedMethod>"
                        + "<lineNumber>%d</lineNumber>"
                        + "<indexes><index>%d</index></indexes>"
                        + "<description>%s</description></mutation>",
                status.equals("KILLED"), status, type, method, line, index, what);
    }
}
