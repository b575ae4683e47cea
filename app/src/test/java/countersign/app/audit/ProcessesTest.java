package countersign.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.audit.chain.Report;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Several processes that append to one audit.
@Timeout(120)
final class ProcessesTest {
    private static final int PROCESSES = 3;
    private static final int ENTRIES = 200;

    @TempDir private Path home = Path.of("unset");

    @Test
    void processesAtOnce_neverForkTheChain() throws IOException {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(appending((long) i * ENTRIES, ENTRIES));
            }
            for (Process process : processes) {
                assertEquals("ready", process.inputReader().readLine());
            }
            for (Process process : processes) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            for (Process process : processes) {
                assertEquals("done", process.inputReader().readLine());
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }

        Report report = Samples.verify(home.resolve("audit"));
        assertEquals("", Samples.said(report));
        assertTrue(report.extent().files() > 10, "files were begun meanwhile");
        assertEquals(PROCESSES * ENTRIES + report.extent().files(), report.extent().entries());
        List<String> lines = Samples.lines(home.resolve("audit"));
        for (int height = 0; height < PROCESSES * ENTRIES; height++) {
            String wanted = "\"height\":" + height + ",";
            assertEquals(1, lines.stream().filter(line -> line.contains(wanted)).count());
        }
    }

    /// Killed at any moment, it leaves nothing that the next one could not go on from.
    @Test
    void killedProcess_leavesAChainThatGoesOn() throws IOException {
        for (int round = 0; round < 4; round++) {
            Process process = appending(1_000_000L * round, 1_000_000);
            try {
                assertEquals("ready", process.inputReader().readLine());
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
                awaitEntries(150L * (round + 1));
            } finally {
                process.destroyForcibly().onExit().join();
            }
        }
        Samples.append(
                Samples.settings(home.resolve("audit"), AppendingProcess.FILE_BYTES_MAX),
                new Samples.Heard(),
                9_999_999,
                9_999_999);

        Report report = Samples.verify(home.resolve("audit"));
        assertTrue(report.isClean(), Samples.said(report));
    }

    private void awaitEntries(long wanted) throws IOException {
        long entries = 0;
        while (entries < wanted) {
            Path audit = home.resolve("audit");
            entries = audit.toFile().isDirectory() ? Samples.lines(audit).size() : 0;
        }
    }

    private Process appending(long first, int entries) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String path = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path");
        return new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx48m",
                        "-cp",
                        "target/test-classes:target/classes:" + path + ":" + classes,
                        AppendingProcess.class.getName(),
                        home.resolve("audit").toString(),
                        Long.toString(first),
                        Integer.toString(entries))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
