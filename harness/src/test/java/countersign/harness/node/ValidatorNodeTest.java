package countersign.harness.node;

import static countersign.harness.Fixtures.CHAIN;
import static countersign.harness.Fixtures.LOOPBACK;
import static countersign.harness.Fixtures.QUICK;
import static countersign.harness.Fixtures.SOURCES;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.ledger.Finding;
import countersign.harness.ledger.Ledger;
import countersign.harness.signer.Fault;
import countersign.harness.signer.TestSigner;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Extensions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

final class ValidatorNodeTest {
    private static final Blocks BLOCKS = new Blocks(1);
    private static final Extensions EXTENSIONS =
            new Extensions(Bytes.ofHex("0102"), Bytes.ofHex("0304"));

    private final Ledger ledger = new Ledger();

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void chainOfEveryDialect_isPlayedOverTcp(Dialect dialect) throws Exception {
        try (ValidatorNode node = listen(LOOPBACK, dialect, QUICK);
                TestSigner signer = TestSigner.start(node.address(), CHAIN, Fault.NONE)) {
            ChainDriver driver = new ChainDriver(node, BLOCKS, InstantSource.system(), EXTENSIONS);
            for (int height = 1; height <= 3; height++) {
                ChainDriver.PlayedHeight played = driver.play(height);
                assertEquals(List.of(), played.faults());
                assertEquals(
                        signer.publicKey(),
                        assertInstanceOf(Outcome.Given.class, played.key()).value());
            }
            assertEquals(9, ledger.size());
            assertEquals(1, node.connections());
        }
    }

    @Test
    void doubleSign_isFoundAndKeptInTheLedger() throws Exception {
        try (ValidatorNode node = listen(LOOPBACK, Dialect.V0_38, QUICK);
                TestSigner _ = TestSigner.start(node.address(), CHAIN, Fault.SIGNS_CONFLICTS)) {
            assertInstanceOf(Outcome.Given.class, node.sign(prevote(5, 0), Extensions.NONE));
            Outcome<Signed> rival = node.sign(prevote(5, 1), Extensions.NONE);
            assertTrue(rival.describe().startsWith("double sign"), rival.describe());
            assertEquals(1, ledger.violations().size());
        }
    }

    @Test
    void voteSignedAfresh_isNoViolationButRetimed() throws Exception {
        try (ValidatorNode node = listen(LOOPBACK, Dialect.V0_38, QUICK);
                TestSigner _ = TestSigner.start(node.address(), CHAIN, Fault.SIGNS_VOTES_AFRESH)) {
            node.sign(prevote(5, 0), Extensions.NONE);
            Vote later = prevote(5, 0).at(new Timestamp(99, 0));
            Outcome<Signed> again = node.sign(later, Extensions.NONE);
            Signed signed = (Signed) assertInstanceOf(Outcome.Given.class, again).value();
            assertEquals(Finding.RETIMED, signed.finding());
        }
    }

    @Test
    void nodesOfOneLedger_seeAConflictBetweenTwoSigners() throws Exception {
        // One signer that forgets what it signed when it reconnects stands for two with one key.
        try (ValidatorNode node = listen(LOOPBACK, Dialect.V0_38, QUICK);
                TestSigner _ =
                        TestSigner.start(node.address(), CHAIN, Fault.FORGETS_ON_RECONNECT)) {
            node.sign(prevote(5, 0), Extensions.NONE);
            node.drop();
            node.sign(prevote(5, 1), Extensions.NONE);
            assertEquals(1, ledger.violations().size());
        }
    }

    @Test
    void lostLink_isRetriedWithTheSameRequest() throws Exception {
        NodeTimings patient =
                new NodeTimings(
                        QUICK.accept(), QUICK.readWrite(), QUICK.pingInterval(), 50, Duration.ZERO);
        try (ValidatorNode node = listen(LOOPBACK, Dialect.V0_38, patient)) {
            TestSigner first = TestSigner.start(node.address(), CHAIN, Fault.NONE);
            assertInstanceOf(Outcome.Given.class, node.ping());
            first.stop();
            try (TestSigner _ = TestSigner.start(node.address(), CHAIN, Fault.NONE)) {
                assertInstanceOf(Outcome.Given.class, node.ping());
            }
            assertTrue(node.connections() >= 2, "the second signer was accepted");
        }
    }

    @Test
    void lostLinkWithoutRetries_isAFailure() throws Exception {
        try (ValidatorNode node = listen(LOOPBACK, Dialect.V0_38, QUICK);
                TestSigner signer = TestSigner.start(node.address(), CHAIN, Fault.NONE)) {
            node.ping();
            signer.stop();
            assertThrows(PeerException.class, node::ping);
        }
    }

    @Test
    void noSigner_timesOut() throws Exception {
        NodeTimings hasty = QUICK.withAccept(Duration.ofMillis(50));
        try (ValidatorNode node = listen(LOOPBACK, Dialect.V0_38, hasty)) {
            PeerException e = assertThrows(PeerException.class, node::ping);
            assertEquals(PeerFault.TIMED_OUT, e.fault());
            assertTrue(e.what().contains(node.address().toString()), e.what());
        }
    }

    @Test
    void secondSigner_waitsInTheBacklogUntilTheFirstIsGone() throws Exception {
        try (ValidatorNode node = listen(LOOPBACK, Dialect.V0_38, QUICK);
                TestSigner first = TestSigner.start(node.address(), CHAIN, Fault.NONE)) {
            assertInstanceOf(Outcome.Given.class, node.ping());
            try (TestSigner second = TestSigner.start(node.address(), CHAIN, Fault.NONE)) {
                Outcome<?> key = node.publicKey();
                assertEquals(first.publicKey(), assertInstanceOf(Outcome.Given.class, key).value());
                assertEquals(1, node.connections());
                first.stop();
                assertThrows(PeerException.class, node::ping);
                Outcome<?> next = node.publicKey();
                assertEquals(
                        second.publicKey(), assertInstanceOf(Outcome.Given.class, next).value());
            }
        }
    }

    @Test
    void strangerThatHangsUpInTheHandshake_makesRoomForTheSigner() throws Exception {
        try (ValidatorNode node = listen(LOOPBACK, Dialect.V0_38, QUICK)) {
            ListenAddress.Tcp address = (ListenAddress.Tcp) node.address();
            SocketChannel.open(new InetSocketAddress(address.host(), address.port())).close();
            try (TestSigner _ = TestSigner.start(node.address(), CHAIN, Fault.NONE)) {
                assertInstanceOf(Outcome.Given.class, node.ping());
            }
            assertEquals(1, node.connections());
        }
    }

    @Test
    void idleNode_acceptsAndPingsByItself() throws Exception {
        NodeTimings lively =
                new NodeTimings(
                        QUICK.accept(), QUICK.readWrite(), Duration.ofMillis(20), 1, Duration.ZERO);
        try (ValidatorNode node = listen(LOOPBACK, Dialect.V0_38, lively);
                TestSigner signer = TestSigner.start(node.address(), CHAIN, Fault.NONE)) {
            signer.awaitPings(3);
            assertEquals(1, node.connections());
        }
    }

    @Test
    void closedNode_endsTheRequestInFlight() throws Exception {
        ValidatorNode node = listen(LOOPBACK, Dialect.V0_38, QUICK.withAccept(Duration.ofHours(1)));
        CompletableFuture<PeerFault> asked =
                CompletableFuture.supplyAsync(
                        () -> assertThrows(PeerException.class, node::ping).fault());
        node.close();
        assertEquals(PeerFault.CLOSED_BY_US, asked.get());
    }

    @Test
    void unixNode_removesItsSocketAndCanComeBack() throws Exception {
        Path socket = folder.resolve("pv.sock");
        ListenAddress address = new ListenAddress.Unix(socket);
        for (int start = 0; start < 2; start++) {
            try (ValidatorNode node = listen(address, Dialect.V0_38, QUICK);
                    TestSigner _ = TestSigner.start(node.address(), CHAIN, Fault.NONE)) {
                assertInstanceOf(Outcome.Given.class, node.ping());
            }
            assertFalse(Files.exists(socket), "the socket is gone");
        }
    }

    @Test
    void answerThatBreaksOff_isCounted_andSilenceIsNot() throws Exception {
        Path socket = folder.resolve("pv.sock");
        List<String> answers = List.of("", "0a0102030405", "8001", "0412021a00");
        try (ValidatorNode node = listen(new ListenAddress.Unix(socket), Dialect.V0_38, QUICK)) {
            for (String answer : answers) {
                try (SocketChannel signer =
                        SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                    signer.write(ByteBuffer.wrap(Bytes.ofHex(answer).toArray()));
                    signer.shutdownOutput();
                    assertThrows(PeerException.class, () -> askTwice(node));
                }
            }
            assertEquals(2, node.answersInPart());
        }
    }

    /// The second time nothing is left to answer.
    private static void askTwice(ValidatorNode node) throws PeerException {
        node.ping();
        node.ping();
    }

    @Test
    void dialectWithoutExtensions_cannotHaveThemEnabled() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new NodeSettings(CHAIN, Dialect.V0_37, true, QUICK));
    }

    private ValidatorNode listen(ListenAddress address, Dialect dialect, NodeTimings timings)
            throws ListenException, IOException {
        NodeSettings settings = new NodeSettings(CHAIN, dialect, dialect.hasExtensions(), timings);
        return ValidatorNode.listen(address, settings, ledger, SOURCES);
    }

    private static Vote prevote(long height, int variant) {
        return new Vote(
                new Hrs(height, 0, Step.PREVOTE),
                BLOCKS.at(height, 0, variant),
                new Timestamp(10, 0));
    }
}
