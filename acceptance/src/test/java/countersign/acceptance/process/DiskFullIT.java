package countersign.acceptance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.FakeChain;
import countersign.connection.PeerException;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Outcome;
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
import java.util.stream.Stream;

/// Disks that are full or fail under one of two chains: it signs on or says why not, the other one
/// signs on.
final class DiskFullIT {
    private static final Duration END_MAX = Duration.ofSeconds(20);
    private static final int PLACES = 12;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private interface Bad {
        Scratch mount(Path at) throws IOException;
    }

    private interface Trouble {
        void come(Scratch disk, Child signer) throws IOException;
    }

    @Proof("B5")
    @Execution(ExecutionMode.CONCURRENT)
    void tmpfsOf64Kib_full(Figures figures) throws Exception {
        repeat(
                "a full tmpfs of 64 KiB",
                figures,
                at -> Scratch.tmpfs(folder, at, "size=64k"),
                (disk, signer) -> disk.fill());
    }

    @Proof("B5")
    @Execution(ExecutionMode.CONCURRENT)
    void tmpfsWithoutInodes(Figures figures) throws Exception {
        repeat(
                "no inode left",
                figures,
                at -> Scratch.tmpfs(folder, at, "size=1m,nr_inodes=8"),
                (disk, signer) -> disk.fillInodes());
    }

    @Proof("B5")
    @Execution(ExecutionMode.CONCURRENT)
    void loopExt4_full(Figures figures) throws Exception {
        repeat(
                "a full ext4",
                figures,
                at -> Scratch.ext4(folder, at),
                (disk, signer) -> disk.fill());
    }

    @Proof("B5")
    @Execution(ExecutionMode.CONCURRENT)
    void loopExt4_readOnlyWhileSigning(Figures figures) throws Exception {
        repeat(
                "an ext4 that becomes read-only",
                figures,
                at -> Scratch.ext4(folder, at),
                (disk, signer) -> disk.damage());
    }

    /// A limit of the process holds for all of its chains.
    @Proof("B5")
    @Execution(ExecutionMode.CONCURRENT)
    void limitOfFileSize(Figures figures) throws Exception {
        Machine.require("prlimit");
        int times = figures.size("times a limit of 8 KiB a file", 1, 5);
        try (FakeChain chain = FakeChain.create(folder, unix("node.sock"))) {
            Consensus consensus = new Consensus(chain);
            for (int i = 0; i < times; i++) {
                try (Child signer = chain.home().start()) {
                    consensus.askForConflicts();
                    consensus.sign(PLACES);
                    Machine.run(folder, "prlimit", "--pid=" + signer.id(), "--fsize=8192:8192");
                    assertInstanceOf(Outcome.Refused.class, untilRefused(consensus));
                    assertNotEquals(0, signer.awaitExit(END_MAX), signer::tail);
                }
                chain.node().drop();
            }
            try (Child signer = chain.home().start()) {
                consensus.askForConflicts();
                consensus.sign(PLACES);
                assertTrue(signer.isAlive());
            }
            assertEquals(List.of(), chain.ledger().violations());
        }
    }

    private void repeat(String kind, Figures figures, Bad bad, Trouble trouble) throws Exception {
        int times = figures.size("times " + kind, 1, 5);
        try (FakeChain troubled = FakeChain.create(folder, unix("one.sock"));
                FakeChain healthy =
                        FakeChain.beside(troubled.home(), "good-1", unix("other.sock"))) {
            Consensus one = new Consensus(troubled);
            Consensus other = new Consensus(healthy);
            for (int i = 0; i < times; i++) {
                Path state = troubled.home().directory().resolve("state");
                try (Scratch disk = bad.mount(state)) {
                    figures.say(live(one, other, troubled, disk, trouble));
                    troubled.node().drop();
                    healthy.node().drop();
                    disk.rescue();
                }
            }
            try (Child signer = troubled.home().start()) {
                one.askForConflicts();
                one.sign(PLACES);
                other.askForConflicts();
                other.sign(PLACES);
                assertTrue(signer.isAlive());
            }
            assertEquals(List.of(), troubled.ledger().violations());
            assertEquals(List.of(), healthy.ledger().violations());
        }
    }

    /// What became of the chain whose disk is in trouble.
    private String live(
            Consensus one, Consensus other, FakeChain troubled, Scratch disk, Trouble trouble)
            throws Exception {
        String became = "it signed on";
        try (Child signer = troubled.home().start()) {
            one.askForConflicts();
            one.sign(PLACES);
            other.askForConflicts();
            other.sign(PLACES);
            trouble.come(disk, signer);
            for (int i = 0; i < PLACES; i++) {
                Outcome<?> outcome = one.next();
                other.sign(1);
                if (!(outcome instanceof Outcome.Given<?>)) {
                    became = "it refused";
                    assertInstanceOf(Outcome.Refused.class, outcome, outcome::describe);
                    assertTrue(signer.said().contains("cannot be advanced: "), signer::tail);
                }
            }
            assertInitNamesWhatFailed(troubled);
            assertTrue(signer.isAlive(), signer::tail);
            signer.terminate();
            assertEquals(0, signer.awaitExit(END_MAX), signer::tail);
        }
        troubled.node().drop();
        return became;
    }

    /// A new state for another key on the same disk: made in full, or refused by name and not
    /// there.
    private void assertInitNamesWhatFailed(FakeChain troubled) throws IOException {
        Path home = folder.resolve("new-" + System.nanoTime());
        String program = troubled.home().program().launcher().toString();
        Machine.run(folder, program, "init", "-n", "osmosis", home.toString());
        Path state = troubled.home().directory().resolve("state");
        Files.move(home.resolve("state"), home.resolve("unused"));
        Files.createSymbolicLink(home.resolve("state"), state);
        List<Path> before = list(state);
        Path log = folder.resolve("init-" + System.nanoTime() + ".log");
        try (Child init =
                Child.start(
                        log,
                        folder,
                        Map.of(),
                        List.of(
                                program,
                                "state",
                                "init",
                                "-c",
                                home.resolve("tmkms.toml").toString()))) {
            assertEquals(1, init.awaitExit(END_MAX), init::tail);
            assertTrue(init.said().contains("countersign: error: "), init::tail);
            assertTrue(init.said().contains("cannot be created: "), init::tail);
            assertTrue(init.said().contains("countersign: hint: "), init::tail);
        }
        assertEquals(before, list(state), "nothing is left half-made");
    }

    private static Outcome<?> untilRefused(Consensus consensus) throws PeerException {
        Outcome<?> outcome = consensus.next();
        for (int i = 0; i < PLACES && outcome instanceof Outcome.Given<?>; i++) {
            outcome = consensus.next();
        }
        return outcome;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private ListenAddress unix(String name) {
        return new ListenAddress.Unix(folder.resolve(name));
    }
}
