package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bug;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.Step;
import countersign.proof.Proof;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// The state in a real file.
class StateFileTest {
    private static final Mark UNSIGNED = new Mark.Unsigned();

    @TempDir private Path directory = Path.of("unset");
    private Path file = Path.of("unset");

    @BeforeEach
    void create() throws StoreException {
        file = directory.resolve("state");
        StateFile.create(file, Samples.CHAIN, Samples.KEY, UNSIGNED);
    }

    @Test
    void created_holdsItsFirstMarkInPrivateFile() throws StoreException, IOException {
        assertEquals(16384, Files.size(file));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(
                new Snapshot(Samples.CHAIN, KeyType.ED25519, Samples.KEY.address(), 1, UNSIGNED, 4),
                StateFile.inspect(file));
    }

    @Test
    void createdTwice_isRefusedAndLeavesTheFirst() throws IOException {
        byte[] before = Files.readAllBytes(file);
        StoreException refused =
                assertThrows(
                        StoreException.class,
                        () -> StateFile.create(file, Samples.CHAIN, Samples.KEY, Samples.held(9)));
        assertTrue(refused.what().endsWith("exists already"), refused.what());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void createdOverDanglingLink_isRefused() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("none"));
        assertThrows(
                StoreException.class,
                () -> StateFile.create(link, Samples.CHAIN, Samples.KEY, UNSIGNED));
        assertFalse(Files.exists(directory.resolve("none")));
    }

    @Test
    void createdWithoutDirectory_saysSo() {
        Path lost = directory.resolve("none/state");
        StoreException refused =
                assertThrows(
                        StoreException.class,
                        () -> StateFile.create(lost, Samples.CHAIN, Samples.KEY, UNSIGNED));
        assertTrue(refused.what().endsWith("no such file or directory"), refused.what());
    }

    @Test
    void advancedMarks_areThereAfterReopening() throws StoreException {
        List<Mark> marks =
                List.of(
                        new Mark.Burnt(new Hrs(1, 0, Step.PROPOSE)),
                        new Mark.Held(Samples.proposal(2, 0, Samples.A)),
                        new Mark.Held(Samples.prevote(2, 0, Samples.B)),
                        Samples.held(2));
        Mark before = UNSIGNED;
        for (Mark next : marks) {
            try (StateFile state = open()) {
                assertEquals(before, state.current());
                state.advance(before, next);
                assertEquals(next, state.current());
            }
            assertEquals(next, StateFile.inspect(file).mark());
            before = next;
        }
        assertEquals(5, StateFile.inspect(file).sequence());
    }

    @Test
    void raise_movesUpOnly() throws StoreException {
        Mark.Burnt floor = new Mark.Burnt(new Hrs(7, 0, Step.PREVOTE));
        try (StateFile state = open()) {
            state.raise(floor.hrs());
            assertEquals(floor, state.current());
            state.raise(new Hrs(6, 9, Step.PRECOMMIT));
            state.raise(floor.hrs());
            assertEquals(floor, state.current());
            state.advance(floor, Samples.held(8));
            state.raise(Samples.held(8).message().hrs());
            assertEquals(Samples.held(8), state.current());
        }
        assertEquals(3, StateFile.inspect(file).sequence());
    }

    @Test
    void wrongUse_isBugAndChangesNothing() throws StoreException {
        try (StateFile state = open()) {
            state.advance(UNSIGNED, Samples.held(5));
            assertThrows(Bug.class, () -> state.advance(UNSIGNED, Samples.held(6)));
            assertThrows(Bug.class, () -> state.advance(Samples.held(5), Samples.held(5)));
            assertThrows(Bug.class, () -> state.advance(Samples.held(5), Samples.held(4)));
            assertThrows(Bug.class, () -> state.advance(Samples.held(5), UNSIGNED));
            state.advance(Samples.held(5), Samples.held(6));
        }
    }

    @Test
    void closed_advancesNoMore() throws StoreException {
        StateFile state = open();
        state.close();
        state.close();
        assertThrows(StoreException.class, () -> state.advance(UNSIGNED, Samples.held(1)));
        assertEquals(UNSIGNED, StateFile.inspect(file).mark());
    }

    @Test
    void openTwiceInOneProcess_isRefusedUntilClosed() throws StoreException {
        StateFile first = open();
        assertRefused("this process has state " + file + " open already");
        first.close();
        StateFile second = open();
        first.close();
        assertRefused("this process has state " + file + " open already");
        second.close();
    }

    @Test
    void openThroughHardLink_isRefused() throws StoreException, IOException {
        Path link = Files.createLink(directory.resolve("link"), file);
        try (StateFile _ = open()) {
            assertThrows(
                    StoreException.class, () -> StateFile.open(link, Samples.CHAIN, Samples.KEY));
        }
    }

    @Proof("B7")
    void missing_isRefusedAndNotCreated() throws IOException {
        Files.delete(file);
        assertRefused("there is no state " + file);
        assertFalse(Files.exists(file));
    }

    @Proof("B7")
    void empty_isRefused() throws IOException {
        Files.write(file, new byte[0]);
        assertRefused("state " + file + " has 0 bytes instead of 16384");
    }

    @Proof("B7")
    void directory_isRefused() throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
        assertRefused("state " + file + " is a directory and not a plain file");
    }

    @Proof("B7")
    void symbolicLink_isRefused() throws IOException {
        Files.move(file, directory.resolve("real"));
        Files.createSymbolicLink(file, directory.resolve("real"));
        assertRefused("state " + file + " is a symbolic link and not a plain file");
    }

    @Proof("B7")
    void pipe_isRefusedWithoutWaiting() throws IOException, InterruptedException {
        Files.delete(file);
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        assertRefused("state " + file + " is a device, pipe or socket and not a plain file");
    }

    @Proof("B7")
    void writableByOthers_isRefused() throws IOException {
        for (String mode : List.of("rw--w----", "rw-----w-", "rwxrwxrwx")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertRefused("others may write to state " + file + " (mode " + mode + ")");
        }
    }

    @Test
    void replacedWhileInUse_isNoticedAndFinal() throws StoreException, IOException {
        Path backup = Files.copy(file, directory.resolve("backup"));
        try (StateFile state = open()) {
            state.advance(UNSIGNED, Samples.held(1));
            Files.move(backup, file, StandardCopyOption.ATOMIC_MOVE);
            assertUnusable(state, Samples.held(1));
        }
    }

    @Test
    void overwrittenWhileInUse_isNoticedAndFinal() throws StoreException, IOException {
        byte[] backup = Files.readAllBytes(file);
        try (StateFile state = open()) {
            state.advance(UNSIGNED, Samples.held(1));
            state.advance(Samples.held(1), Samples.held(2));
            Files.write(file, backup);
            StoreException refused = assertUnusable(state, Samples.held(2));
            assertTrue(refused.next().contains("no lower mark than 2/0/2"), refused.next());
        }
        assertArrayEquals(backup, Files.readAllBytes(file), "the evidence is not touched");
    }

    @Test
    void deletedTruncatedOrGrownWhileInUse_isNoticed() throws StoreException, IOException {
        List<Tampering> ways =
                List.of(
                        () -> Files.delete(file),
                        () -> Files.write(file, new byte[4096]),
                        () -> Files.write(file, new byte[20000]),
                        () -> Files.write(file, new byte[1], StandardOpenOption.APPEND));
        for (Tampering way : ways) {
            Files.deleteIfExists(file);
            create();
            try (StateFile state = open()) {
                way.run();
                assertUnusable(state, UNSIGNED);
            }
        }
    }

    @Test
    void interruptedThreads_advanceAllTheSame() throws StoreException {
        Thread signer = Thread.currentThread();
        AtomicBoolean done = new AtomicBoolean();
        try (StateFile state = open()) {
            Thread storm = Thread.ofPlatform().start(() -> interruptUntil(done, signer));
            try {
                for (int height = 1; height <= 200; height++) {
                    state.advance(state.current(), Samples.held(height));
                }
            } finally {
                done.set(true);
                joinUninterrupted(storm);
            }
        }
        assertEquals(Samples.held(200), StateFile.inspect(file).mark());
    }

    private static void interruptUntil(AtomicBoolean done, Thread victim) {
        while (!done.get()) {
            victim.interrupt();
        }
    }

    private static void joinUninterrupted(Thread thread) {
        boolean running = true;
        while (running) {
            try {
                thread.join();
                running = false;
            } catch (InterruptedException stillComing) {
                running = true;
            }
        }
        Thread.interrupted();
    }

    private interface Tampering {
        void run() throws IOException;
    }

    private StateFile open() throws StoreException {
        return StateFile.open(file, Samples.CHAIN, Samples.KEY);
    }

    private void assertRefused(String what) {
        assertEquals(what, assertThrows(StoreException.class, this::open).what());
        assertEquals(
                what, assertThrows(StoreException.class, () -> StateFile.inspect(file)).what());
    }

    private static StoreException assertUnusable(StateFile state, Mark held) {
        StoreException first =
                assertThrows(StoreException.class, () -> state.advance(held, Samples.held(100)));
        StoreException second =
                assertThrows(StoreException.class, () -> state.advance(held, Samples.held(101)));
        assertTrue(second.what().contains("failed earlier"), second.what());
        assertEquals(held, state.current());
        return first;
    }
}
