package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.proof.Proof;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One state, one signer: among real processes.
@Timeout(120)
class StateLockTest {
    private static final int CONTENDERS = 8;

    @TempDir private Path directory = Path.of("unset");
    private Path file = Path.of("unset");
    private String inUse = "";

    @BeforeEach
    void create() throws StoreException {
        file = directory.resolve("state");
        inUse = "another process signs with state " + file;
        StateFile.create(file, Samples.CHAIN, Samples.KEY, new Mark.Unsigned());
    }

    /// POSIX drops a process's locks on a file when it closes any descriptor of it. A refused
    /// second opening must not be that.
    @Test
    void refusedSecondOpening_keepsTheLock() throws StoreException, IOException {
        try (StateFile _ = open()) {
            refusal();
            assertThrows(StoreException.class, () -> StateFile.inspect(file));
            assertThrows(
                    StoreException.class,
                    () -> StateFile.create(file, Samples.CHAIN, Samples.KEY, new Mark.Unsigned()));
            assertEquals(inUse, tryElsewhere());
        }
        assertEquals("opened at Unsigned[]", tryElsewhere());
    }

    @Test
    void lockIsGone_whenItsProcessIsKilled() throws StoreException, IOException {
        Process holder = contender();
        BufferedReader answers = holder.inputReader();
        assertEquals("ready", answers.readLine());
        go(holder);
        assertEquals("opened at Unsigned[]", answers.readLine());
        assertEquals(inUse, refusal());
        assertEquals(Set.of(), descriptors());
        assertEquals(new Mark.Unsigned(), StateFile.inspect(file).mark());
        holder.destroyForcibly().onExit().join();
        open().close();
    }

    @Test
    void eightProcessesAtOnce_exactlyOneOpens() throws IOException {
        List<Process> contenders = new ArrayList<>();
        for (int i = 0; i < CONTENDERS; i++) {
            contenders.add(contender());
        }
        List<String> answers = new ArrayList<>();
        try {
            for (Process contender : contenders) {
                assertEquals("ready", contender.inputReader().readLine());
            }
            for (Process contender : contenders) {
                go(contender);
            }
            for (Process contender : contenders) {
                answers.add(contender.inputReader().readLine());
            }
        } finally {
            contenders.forEach(Process::destroyForcibly);
        }
        assertEquals(1, answers.stream().filter("opened at Unsigned[]"::equals).count());
        assertEquals(CONTENDERS - 1, answers.stream().filter(inUse::equals).count());
    }

    /// Root may read everything; without that right it is an owner like any other.
    @Proof("B7")
    void unreadable_isRefusedAndNotTouched() throws IOException {
        byte[] before = Files.readAllBytes(file);
        Files.setPosixFilePermissions(file, Set.of());
        boolean root = (Integer) Files.getAttribute(file, "unix:uid") == 0;
        List<String> withoutRights =
                root
                        ? List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
                        : List.of();
        String answer = answerOf(contender(withoutRights));
        assertTrue(answer.startsWith("state " + file + " cannot be opened: "), answer);
        assertTrue(answer.contains("Permission denied"), answer);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    /// This process's, of the state. One that a refusal left behind would be closed some day, and
    /// that would end the lock of whoever has opened the state here by then.
    private Set<Path> descriptors() throws IOException {
        Set<Path> ofState = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all) {
                if (Files.exists(descriptor) && Files.isSameFile(descriptor, file)) {
                    ofState.add(descriptor);
                }
            }
        }
        return ofState;
    }

    private String tryElsewhere() throws IOException {
        return answerOf(contender());
    }

    private static String answerOf(Process process) throws IOException {
        BufferedReader answers = process.inputReader();
        assertEquals("ready", answers.readLine());
        go(process);
        String answer = answers.readLine();
        process.destroyForcibly().onExit().join();
        return String.valueOf(answer);
    }

    private static void go(Process contender) throws IOException {
        contender.getOutputStream().write('\n');
        contender.getOutputStream().flush();
    }

    private Process contender() throws IOException {
        return contender(List.of());
    }

    private Process contender(List<String> through) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path library =
                Path.of(
                        Ed25519.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        Path classes = Path.of("target", "classes").toAbsolutePath();
        Path testClasses = Path.of("target", "test-classes").toAbsolutePath();
        assertTrue(Files.isDirectory(testClasses), "tests run in the module's directory");
        List<String> command = new ArrayList<>(through);
        command.addAll(
                List.of(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-cp",
                        classes + File.pathSeparator + testClasses + File.pathSeparator + library,
                        LockContender.class.getName(),
                        file.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private StateFile open() throws StoreException {
        return StateFile.open(file, Samples.CHAIN, Samples.KEY);
    }

    private String refusal() {
        return assertThrows(StoreException.class, this::open).what();
    }
}
