package countersign.acceptance.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.FakeChain;
import countersign.acceptance.PackagedProgram;
import countersign.acceptance.process.Consensus;
import countersign.acceptance.process.Machine;
import countersign.bytes.Bytes;
import countersign.harness.node.ListenAddress;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Nothing writes the memory of a signer out, and nobody but root reads it.
final class ExposureIT {
    private static final Duration END_MAX = Duration.ofSeconds(60);
    private static final String NOBODY = "65534";
    private static final String FEW_BYTES = "65536:65536";
    private static final List<String> AS_NOBODY =
            List.of(
                    "setpriv",
                    "--reuid=" + NOBODY,
                    "--regid=" + NOBODY,
                    "--clear-groups",
                    "--inh-caps=-all",
                    "--bounding-set=-all");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    /// By two signals of a crash, and by the JDK's own tool while it runs.
    @Proof("S3")
    @Execution(ExecutionMode.CONCURRENT)
    void crashAndDump_leaveNoKeyBehind(Figures figures) throws Exception {
        int crashes = 0;
        try (FakeChain chain = FakeChain.create(folder, unix())) {
            Path key = chain.home().keyFile("validator");
            Map<String, Bytes> wanted = SecretForms.ofKeyFile(key).encodings();
            Consensus consensus = new Consensus(chain);
            for (String signal : List.of("ABRT", "SEGV")) {
                try (Child signer = chain.home().start()) {
                    consensus.askForConflicts();
                    consensus.sign(9);
                    Path dump = folder.resolve(signal + ".hprof");
                    assertNotEquals(0, dump(signer, dump), "attaching is refused");
                    Machine.signal(signal, signer, folder);
                    assertNotEquals(0, signer.awaitExit(END_MAX), signer::tail);
                    crashes++;
                }
                chain.node().drop();
            }
            figures.found("dumps", dumps().size());
            assertEquals(List.of(), dumps());
            assertEquals(List.of(), FileScan.below(folder, Set.of(key), wanted));
        }
        figures.found("crashes", crashes);
    }

    /// Run by a user who is not root, the process is closed to this very user.
    @Proof("S3")
    @Execution(ExecutionMode.CONCURRENT)
    void memoryOfTheSameUser_isClosed(Figures figures) throws Exception {
        Machine.requireRoot();
        Machine.require("setpriv");
        try (FakeChain chain = FakeChain.create(folder, unix());
                Child plain =
                        Child.start(
                                folder.resolve("plain.log"),
                                folder,
                                Map.of(),
                                as("sleep", "1000"))) {
            PackagedProgram ours = giveAway(chain);
            try (Child signer = chain.home().start(ours.under(AS_NOBODY))) {
                new Consensus(chain).sign(3);
                for (String file : List.of("environ", "maps", "mem")) {
                    assertEquals(0, look(plain, file), "an open process shows its " + file);
                    assertNotEquals(0, look(signer, file), "a closed one shows its " + file);
                }
                assertEquals("0", limit(signer, "Max core file size"));
                figures.say("a process of another kind shows its memory, ours does not");
            }
        }
    }

    /// Root may lock memory without limit, and nobody as little as most systems allow.
    @Proof("S4")
    @Execution(ExecutionMode.CONCURRENT)
    void memory_isLockedWhereItMayBe(Figures figures) throws Exception {
        Machine.requireRoot();
        Machine.require("prlimit");
        try (FakeChain chain = FakeChain.create(folder, unix())) {
            Consensus consensus = new Consensus(chain);
            assertTrue(locked(chain, chain.home().program(), consensus, figures) > 0);
            PackagedProgram limited =
                    giveAway(chain)
                            .under(
                                    Stream.concat(
                                                    Stream.of("prlimit", "--memlock=" + FEW_BYTES),
                                                    AS_NOBODY.stream())
                                            .toList());
            assertEquals(0, locked(chain, limited, consensus, figures));
        }
    }

    /// How many KiB a life of the signer has locked. It warns where there are none and keys could
    /// get into the swap.
    private static long locked(
            FakeChain chain, PackagedProgram how, Consensus consensus, Figures figures)
            throws Exception {
        try (Child signer = chain.home().start(how)) {
            consensus.askForConflicts();
            consensus.sign(9);
            long locked = status(signer, "VmLck");
            boolean swap = Files.readAllLines(Path.of("/proc/swaps")).size() > 1;
            boolean warned = signer.said().contains("LimitMEMLOCK=infinity");
            assertEquals(swap && locked == 0, warned, signer::tail);
            figures.found("KiB locked", locked);
            figures.found("KiB resident", status(signer, "VmRSS"));
            return locked;
        } finally {
            chain.node().drop();
        }
    }

    /// The program and its home, for a user who sees neither this tree nor this folder.
    private PackagedProgram giveAway(FakeChain chain) throws IOException {
        PackagedProgram ours = chain.home().program();
        Path copy = folder.resolve("program");
        Path packaged = ours.launcher().resolve("../..").normalize();
        Machine.run(folder, "cp", "-r", packaged.toString(), copy.toString());
        Machine.run(folder, "chmod", "-R", "a+rX", copy.toString());
        Machine.run(folder, "chmod", "755", folder.toString());
        Machine.run(folder, "chmod", "a+rw", folder.resolve("node.sock").toString());
        Machine.run(folder, "chown", "-R", NOBODY, chain.home().directory().toString());
        return new PackagedProgram(
                copy.resolve("bin/countersign"),
                ours.directory(),
                ours.logs(),
                ours.wrapper(),
                ours.environment());
    }

    private int dump(Child signer, Path file) throws IOException {
        return Machine.attempt(
                folder,
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(signer.id()),
                "GC.heap_dump",
                file.toString());
    }

    /// Reads one byte as nobody would, and only the start of what is there.
    private int look(Child process, String file) throws IOException {
        String path = "/proc/" + process.id() + "/" + file;
        return file.equals("mem")
                ? Machine.attempt(folder, as("sh", "-c", "exec 3<" + path).toArray(String[]::new))
                : Machine.attempt(folder, as("head", "-c1", path).toArray(String[]::new));
    }

    private static List<String> as(String... command) {
        return Stream.concat(AS_NOBODY.stream(), Stream.of(command)).toList();
    }

    private static String limit(Child process, String name) throws IOException {
        return line(process, "limits", name).split(" ", 2)[0];
    }

    private static long status(Child process, String name) throws IOException {
        return Long.parseLong(line(process, "status", name + ":").replace("kB", "").strip());
    }

    private static String line(Child process, String file, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.id()), file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    private List<Path> dumps() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*(\\.hprof|/core[^/]*)"))
                    .toList();
        }
    }

    private ListenAddress unix() {
        return new ListenAddress.Unix(folder.resolve("node.sock"));
    }
}
