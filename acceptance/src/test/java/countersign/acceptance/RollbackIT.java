package countersign.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.connection.PeerException;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Outcome;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An old backup of the state that is put in place: under the running signer, and before its start.
final class RollbackIT {
    private static final Duration SIGNER_MAX = Duration.ofSeconds(30);
    private static final Duration BLOCKS_MAX = Duration.ofSeconds(60);
    private static final int MARKS_SINCE_BACKUP = 3;
    private static final int PLACES_ASKED_MAX = 40;

    /// What may happen to the file of a running signer.
    private enum Way {
        OVERWRITTEN,
        RENAMED_OVER,
        MOUNTED_OVER,
        CUT_SHORT,
        DELETED;

        void change(Path file, Path backup) throws IOException {
            switch (this) {
                case OVERWRITTEN ->
                        Files.write(file, Files.readAllBytes(backup), StandardOpenOption.WRITE);
                case RENAMED_OVER ->
                        Files.move(
                                Files.copy(backup, file.resolveSibling("renamed")),
                                file,
                                StandardCopyOption.ATOMIC_MOVE);
                case MOUNTED_OVER -> mount(file, "mount", "--bind", backup.toString());
                case CUT_SHORT -> {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.truncate(4096);
                    }
                }
                case DELETED -> Files.delete(file);
            }
        }

        void undo(Path file, Path newest) throws IOException {
            if (this == MOUNTED_OVER) {
                mount(file, "umount");
            }
            Files.copy(
                    newest,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }

        private static void mount(Path file, String... command) {
            List<String> all = Stream.concat(Stream.of(command), Stream.of("" + file)).toList();
            Path log = file.resolveSibling("mount.log");
            Child.finish(log, file.resolveSibling("."), Map.of(), all);
        }
    }

    @Proof("D2")
    void backupPutInPlaceUnderTheRunningSigner_isNoticedBeforeAnythingIsSigned(
            Figures figures, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws Exception {
        int rounds = figures.size("rollbacks of a running process in each way", 1, 100);
        try (FakeChain chain =
                FakeChain.create(folder, new ListenAddress.Unix(folder.resolve("node.sock")))) {
            Path file = stateOf(chain.home());
            long height = 1;
            for (int round = 1; round <= rounds; round++) {
                for (Way way : Way.values()) {
                    height = rollBack(way, chain, file, height);
                }
            }
            assertEquals(List.of(), chain.ledger().violations());
        }
        figures.found("ways", Way.values().length);
    }

    /// Signs some heights from `height` on and returns the next one.
    private static long rollBack(Way way, FakeChain chain, Path file, long height)
            throws Exception {
        Path backup = file.resolveSibling("backup");
        Path newest = file.resolveSibling("newest");
        try (Child signer = chain.home().start()) {
            dropTheLinkOfTheSignerBefore(chain);
            long next = height;
            sign(chain, next++);
            copy(file, backup);
            for (int i = 0; i < MARKS_SINCE_BACKUP; i++) {
                sign(chain, next++);
            }
            copy(file, newest);
            way.change(file, backup);
            try {
                Hrs above = new Hrs(next, 0, Step.PRECOMMIT);
                assertInstanceOf(Outcome.Refused.class, chain.ask(above, 0), "" + way);
                assertNothingIsSigned(chain, new Hrs(next + 1, 0, Step.PRECOMMIT));
                assertNothingIsSigned(chain, new Hrs(height + 1, 0, Step.PRECOMMIT));
                assertEquals(1, signer.awaitExit(SIGNER_MAX), signer::tail);
            } finally {
                way.undo(file, newest);
            }
            assertTrue(signer.said().contains("FATAL"), signer::tail);
            return next;
        }
    }

    @Proof("D2")
    void backupPutInPlaceBeforeTheStart_signsNothingThatTheChainHasAndThenGoesOn(
            Figures figures, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws Exception {
        int rounds = figures.size("rollbacks before a start, beside a real node", 1, 100);
        NodeVersion version = NodeVersion.COMET_0_38;
        try (RealNode node = RealNode.init(version, folder.resolve("node"))) {
            String address = "unix://" + folder.resolve("node.sock");
            node.configure("", "priv_validator_laddr", address);
            SignerHome home =
                    SignerHome.create(
                            folder.resolve("signer"),
                            node.chainId(),
                            """

                            [chain.floor]
                            rpc = ["http://127.0.0.1:%d"]
                            """
                                    .formatted(node.rpc().port()));
            home.takeKey(node, "validator", address);
            home.initState();
            ListenAddress other = new ListenAddress.Unix(folder.resolve("other.sock"));
            home.addNode("validator", other.toString());
            try (FakeChain thief = FakeChain.of(home, node.chainId(), other)) {
                rollBackBeforeStarts(node, thief, folder.resolve("backup"), rounds);
            }
        }
    }

    private static void rollBackBeforeStarts(
            RealNode node, FakeChain thief, Path backup, int rounds) throws Exception {
        SignerHome home = thief.home();
        try (Child _ = home.start()) {
            node.start();
            node.awaitBlock(3, BLOCKS_MAX);
        }
        copyAll(home.states(), backup);
        long signed = blocksMore(node, home, 10);
        for (int round = 1; round <= rounds; round++) {
            copyAll(backup, home.states());
            try (Child signer = home.start()) {
                signer.awaitWords("nothing new is signed up to height", SIGNER_MAX);
                dropTheLinkOfTheSignerBefore(thief);
                for (long height = 4; height <= signed; height++) {
                    Hrs place = new Hrs(height, 0, Step.PRECOMMIT);
                    Outcome<?> outcome = thief.ask(place, 1);
                    assertInstanceOf(Outcome.Refused.class, outcome, place::toString);
                }
                signed = node.rpc().height();
                node.awaitBlock(signed + 2, BLOCKS_MAX);
            }
            signed = Math.min(signed, PLACES_ASKED_MAX);
        }
        assertEquals(0, thief.ledger().size(), "the chain's own blocks are signed, no others");
        node.close();
        assertAnUnprotectedSignerWouldSign(home, thief, backup, signed);
    }

    /// Whether this test could fail at all: the same rollback, without a floor.
    private static void assertAnUnprotectedSignerWouldSign(
            SignerHome home, FakeChain thief, Path backup, long height) throws Exception {
        copyAll(backup, home.states());
        String config = Files.readString(home.config());
        Files.writeString(home.config(), config.replaceAll("\\[chain.floor]\nrpc = .*\n", ""));
        assertFalse(Files.readString(home.config()).contains("floor"));
        try (Child _ = home.start()) {
            dropTheLinkOfTheSignerBefore(thief);
            Outcome<?> outcome = thief.ask(new Hrs(height, 0, Step.PRECOMMIT), 1);
            assertInstanceOf(Outcome.Given.class, outcome, outcome::describe);
        }
    }

    private static long blocksMore(RealNode node, SignerHome home, long blocks) {
        try (Child _ = home.start()) {
            long height = node.rpc().height() + blocks;
            node.awaitBlock(height, BLOCKS_MAX);
            return height;
        }
    }

    /// A node learns that its signer died when it asks the next time.
    private static void dropTheLinkOfTheSignerBefore(FakeChain chain) throws PeerException {
        try {
            chain.key();
        } catch (PeerException died) {
            chain.key();
        }
    }

    private static void sign(FakeChain chain, long height) throws PeerException {
        Outcome<?> outcome = chain.ask(new Hrs(height, 0, Step.PRECOMMIT), 0);
        assertInstanceOf(Outcome.Given.class, outcome, outcome::describe);
    }

    private static void assertNothingIsSigned(FakeChain chain, Hrs place) {
        try {
            assertInstanceOf(Outcome.Refused.class, chain.ask(place, 1), "" + place);
        } catch (PeerException ended) {
            // The process ends when its last chain is lost.
        }
    }

    private static Path stateOf(SignerHome home) throws IOException {
        try (Stream<Path> files = Files.list(home.states())) {
            return files.filter(file -> file.toString().endsWith(".state"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(
                from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
