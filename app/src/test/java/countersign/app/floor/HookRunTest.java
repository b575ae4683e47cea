package countersign.app.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.config.StateHook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Real commands, good and bad.
final class HookRunTest {
    private static final String FIVE = "echo '{\"latest_block_height\":\"5\"}'\n";

    /// For those who end.
    private static final Duration AMPLE = Duration.ofSeconds(30);

    /// For those who never do.
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir private Path directory = Path.of("unset");

    @Test
    void command_isRunWithItsArgumentsAndNoShell() throws Exception {
        List<String> echo = List.of("echo", "{\"latest_block_height\":\"5\",\"x\":\"$HOME;`id`\"}");
        assertEquals(5, HookRun.height(new StateHook(echo, AMPLE, true)));
        assertEquals(5, run(AMPLE, "[ \"$#\" = 2 ] && [ \"$2\" = 'a b' ] && " + FIVE, "-x", "a b"));
    }

    @Test
    void environment_isThatOfTheSignerAndInputIsEmpty() throws Exception {
        assertEquals(5, run(AMPLE, "cat\n[ -n \"$PATH\" ] && " + FIVE));
    }

    @Test
    void complaints_areShownWithTheExitCode() {
        assertEquals(
                "it ended with exit code 3, saying: no node at 10.0.0.1",
                refused(AMPLE, FIVE + "echo 'no node at 10.0.0.1' >&2\nexit 3\n"));
        assertEquals("it ended with exit code 1", refused(AMPLE, "exit 1\n"));
    }

    @Test
    void missingCommand_isSaid() {
        StateHook none = new StateHook(List.of(directory + "/none"), AMPLE, true);
        WitnessException refused = assertThrows(WitnessException.class, () -> HookRun.height(none));
        assertTrue(refused.why().startsWith("it cannot be started: "), refused.why());
    }

    @Test
    void outputThatIsNoHeight_isRefused() {
        assertTrue(refused(AMPLE, "echo 347290\n").contains("lacks an object"));
        assertTrue(refused(AMPLE, "").contains("lacks an object"));
    }

    @Test
    void endlessOutput_isCutOff() {
        assertEquals("it printed more than 65536 bytes", refused(AMPLE, "exec yes\n"));
    }

    @Test
    void endlessComplaints_endWithTheTimeout() {
        assertTrue(refused(SHORT, "exec yes >&2\n").startsWith("it did not end within 1 s"));
    }

    @Test
    void commandThatDoesNotEnd_isKilledWithItsDescendants() throws Exception {
        Path pids = directory.resolve("pids");
        String why =
                refused(
                        SHORT,
                        "sh -c 'sleep 600 & echo $! >> \"$0\"; wait' "
                                + pids
                                + " &\necho $! >> "
                                + pids
                                + "\necho $$ >> "
                                + pids
                                + "\nwait\n");
        assertEquals("it did not end within 1 s", why);
        List<String> lines = Files.readAllLines(pids);
        assertEquals(3, lines.size());
        for (String pid : lines) {
            assertGone(Long.parseLong(pid));
        }
    }

    @Test
    void grandchildThatHoldsTheOutputOpen_holdsNobodyUp() throws Exception {
        Path pid = directory.resolve("pid");
        try {
            assertEquals(5, run(AMPLE, "sleep 600 &\necho $! > " + pid + "\n" + FIVE));
            assertTrue(
                    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).isPresent(),
                    "it held the output open all the time");
        } finally {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private long run(Duration timeout, String script, String... arguments) throws Exception {
        Path file = Files.createTempFile(directory, "hook", ".sh");
        Files.writeString(file, script);
        List<String> command = new ArrayList<>(List.of("sh", file.toString()));
        command.addAll(List.of(arguments));
        return HookRun.height(new StateHook(command, timeout, true));
    }

    private String refused(Duration timeout, String script) {
        return assertThrows(WitnessException.class, () -> run(timeout, script)).why();
    }

    private static void assertGone(long pid) throws InterruptedException {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        for (int i = 0; i < 500 && handle.filter(ProcessHandle::isAlive).isPresent(); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertFalse(handle.filter(ProcessHandle::isAlive).isPresent(), "process " + pid);
    }
}
