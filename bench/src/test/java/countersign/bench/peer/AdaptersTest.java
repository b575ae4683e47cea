package countersign.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bench.BenchException;
import countersign.consensus.ChainId;
import countersign.harness.node.ListenAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class AdaptersTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void missingSigner_isSkippedLoudly() throws IOException, BenchException {
        script("there", "echo version 7");
        script("gone", "echo there is no such signer >&2; exit 1");
        List<String> told = new ArrayList<>();
        Map<Adapter, String> present =
                adapters().present(List.of("there", "gone", "unknown"), folder, told::add);
        assertEquals(List.of("version 7"), List.copyOf(present.values()));
        assertEquals("SKIPPED gone: there is no such signer", told.getFirst());
        assertTrue(told.getLast().startsWith("SKIPPED unknown: there is no executable"));
    }

    @Test
    void noSignerAtAll_isAnError() {
        assertThrows(
                BenchException.class,
                () -> adapters().present(List.of("unknown"), folder, _ -> {}));
    }

    @Test
    void somebodysOwnScript_isTakenByItsPath() throws IOException, BenchException {
        Path own = script("own.sh", "echo mine");
        Map<Adapter, String> present = adapters().present(List.of("mine=" + own), folder, _ -> {});
        assertEquals("mine", present.keySet().iterator().next().name());
    }

    @Test
    void prepare_tellsChainsAndMakesFolders() throws IOException, BenchException {
        script("signer", "[ $1 != prepare ] || cp $2/chains $2/seen");
        Path home = folder.resolve("home");
        Path states = home.resolve("states/a-1");
        adapter("signer").prepare(home, List.of(chain(states)), "more");
        assertEquals("a-1 127.0.0.1:7 " + states + "\n", Files.readString(home.resolve("seen")));
        assertTrue(Files.isDirectory(states));
        assertEquals("more", Files.readString(home.resolve("more.toml")));
    }

    @Test
    void failedPrepare_saysWhy() throws IOException {
        script("signer", "echo no entropy; exit 3");
        BenchException failed =
                assertThrows(
                        BenchException.class,
                        () -> adapter("signer").prepare(folder.resolve("home"), List.of(), ""));
        assertTrue(failed.what().contains("no entropy"), failed.what());
    }

    @Test
    @Timeout(60)
    void runningSigner_isCountedWithItsChildren_andEndsWithThem()
            throws IOException, BenchException {
        script("signer", "sleep 100 & sleep 100");
        SignerProcess process = adapter("signer").run(folder);
        while (process.facts().threads() < 2) {
            // Until the shell has started something.
            Thread.onSpinWait();
        }
        process.close();
        assertFalse(process.isAlive());
    }

    @Test
    void facts_areReadFromTheKernelsText() {
        List<String> status = List.of("Name:\tx", "VmRSS:\t    5120 kB", "Threads:\t7");
        assertEquals(new ProcessFacts(5120, 7, 3), ProcessFacts.ofStatus(status, 3));
    }

    private Adapters adapters() {
        return new Adapters(folder, Map.of());
    }

    private Adapter adapter(String name) {
        return new Adapter(name, folder.resolve(name), Map.of());
    }

    private static ChainPlace chain(Path states) {
        return new ChainPlace(new ChainId("a-1"), new ListenAddress.Tcp("127.0.0.1", 7), states);
    }

    private Path script(String name, String body) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
