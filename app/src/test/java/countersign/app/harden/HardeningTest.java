package countersign.app.harden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.shell.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

final class HardeningTest {
    private static final LinuxCalls ALLOWED = new LinuxCalls(() -> 0, () -> 0);
    private static final LinuxCalls REFUSED = new LinuxCalls(() -> -1, () -> -1);
    private static final String NO_CAPABILITY = "0000000000000000";
    private static final String IPC_LOCK = "0000000000004000";

    @Test
    void whateverIsAllowed_isNoProblem() {
        assertEquals(List.of(), Hardening.apply(ALLOWED, facts("unlimited", NO_CAPABILITY, true)));
    }

    @Test
    void limitedMemory_isNotLockedAndWarnedOfWhereThereIsSwap() {
        LinuxCalls neverLock =
                new LinuxCalls(
                        () -> 0,
                        () -> {
                            throw new AssertionError("a later allocation would fail");
                        });
        ProcessFacts limited = facts("8388608", NO_CAPABILITY, true);

        assertTrue(said(Hardening.apply(neverLock, limited)).contains("LimitMEMLOCK=infinity"));
        assertEquals(
                List.of(),
                Hardening.apply(neverLock, facts("8388608", NO_CAPABILITY, false)),
                "without swap there is nothing to fear");
    }

    @Test
    void capabilityToLock_isAsGoodAsNoLimit() {
        assertTrue(facts("8388608", IPC_LOCK, true).mayLockAllMemory());
        assertFalse(facts("8388608", NO_CAPABILITY, true).mayLockAllMemory());
    }

    @Test
    void refusedCalls_areWarningsWithTheWayOut() {
        String said = said(Hardening.apply(REFUSED, facts("unlimited", NO_CAPABILITY, true)));

        assertTrue(said.contains("PR_SET_DUMPABLE"), said);
        assertTrue(said.contains("LimitCORE=0"), said);
        assertTrue(said.contains("LimitMEMLOCK=infinity"), said);
    }

    @Test
    void filesOfTheSystem_areRead(@TempDir Path proc) throws IOException {
        Files.createDirectory(proc.resolve("self"));
        Files.writeString(
                proc.resolve("self/limits"),
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max core file size        0                    unlimited            bytes
                Max locked memory         unlimited            unlimited            bytes
                """);
        Files.writeString(proc.resolve("self/status"), "Name:\tjava\nCapEff:\t" + IPC_LOCK + "\n");
        Files.writeString(proc.resolve("swaps"), "Filename\tType\tSize\tUsed\tPriority\n");

        ProcessFacts facts = ProcessFacts.read(proc);

        assertFalse(facts.mayDumpCore());
        assertTrue(facts.mayLockAllMemory());
        assertFalse(facts.hasSwap());
    }

    @Test
    void unreadableFiles_areTakenForTheWorst(@TempDir Path proc) {
        ProcessFacts facts = ProcessFacts.read(proc);

        assertTrue(facts.mayDumpCore());
        assertFalse(facts.mayLockAllMemory());
        assertTrue(facts.hasSwap());
        LinuxCalls neverLock =
                new LinuxCalls(
                        () -> 0,
                        () -> {
                            throw new AssertionError("a later allocation would fail");
                        });
        assertTrue(said(Hardening.apply(neverLock, facts)).contains("LimitMEMLOCK=infinity"));
    }

    private static ProcessFacts facts(String lockedMax, String capabilities, boolean swap) {
        return new ProcessFacts(
                List.of(
                        "Max core file size        unlimited            unlimited     bytes",
                        "Max locked memory         " + lockedMax + "    unlimited     bytes"),
                List.of("CapEff:\t" + capabilities),
                swap ? List.of("Filename", "/swapfile file 1 0 -2") : List.of("Filename"));
    }

    private static String said(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.what() + "; " + problem.next())
                .collect(Collectors.joining("\n"));
    }
}
