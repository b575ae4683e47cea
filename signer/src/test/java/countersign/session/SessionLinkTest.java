package countersign.session;

import static countersign.session.Bench.A;
import static countersign.session.Bench.B;
import static countersign.session.Bench.CHAIN;
import static countersign.session.Bench.LATER;
import static countersign.session.Bench.NOON;
import static countersign.session.Bench.precommit;
import static countersign.session.Bench.prevote;
import static countersign.session.Bench.proposal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.connection.Ticker;
import countersign.consensus.BlockId;
import countersign.consensus.SignBytes;
import countersign.consensus.Vote;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// A session that serves a node over a link, in bytes.
final class SessionLinkTest {
    private final Bench bench = new Bench();
    private final MemoryLink link = new MemoryLink();
    private final TestNode node = new TestNode(link.nodeEnd);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        link.nodeEnd.close();
        threads.shutdownNow();
    }

    @Test
    void aVote_isWalkedFromBytesToBytes() throws Exception {
        serve(bench.session());

        assertEquals(8, node.ask(TestNode.PING).member());
        assertEquals(2, node.ask(TestNode.publicKeyRequest("bench-1")).member());
        TestNode.Answer answer = node.ask(TestNode.request("bench-1", prevote(5, 0, A, NOON)));

        assertEquals(4, answer.member());
        assertEquals(NOON, answer.time());
        assertVerifies(SignBytes.of(prevote(5, 0, A, NOON), CHAIN), answer.signature());
    }

    @Test
    void everyRefusal_keepsTheConnection() throws Exception {
        serve(bench.session(OptionalLong.of(100), Ticker.SYSTEM));
        assertSigns(10);
        List<Bytes> refused = new ArrayList<>();
        refused.add(TestNode.request("bench-1", precommit(10, 0, B, NOON)));
        refused.add(TestNode.request("bench-1", precommit(10, 0, BlockId.NIL, NOON)));
        refused.add(TestNode.request("bench-1", prevote(10, 0, A, NOON)));
        refused.add(TestNode.request("bench-1", proposal(9, 5, A, NOON)));
        refused.add(TestNode.request("bench-1", precommit(101, 0, A, NOON)));
        refused.add(TestNode.request("bench-2", precommit(99, 0, A, NOON)));
        refused.add(TestNode.request("bench-2", proposal(99, 0, A, NOON)));
        refused.add(TestNode.request("bench-1", precommit(0, 0, A, NOON)));
        refused.add(TestNode.publicKeyRequest("bench-2"));
        refused.add(TestNode.bareBytesRequest(Bytes.of((byte) 1)));
        refused.add(TestNode.rawBytesRequest("bench-1", Bytes.of((byte) 1), "id"));
        refused.add(
                TestNode.voteRequest(
                        "bench-1",
                        prevote(99, 0, A, NOON),
                        Bytes.of((byte) 1),
                        Bytes.EMPTY,
                        false));
        refused.add(
                TestNode.voteRequest(
                        "bench-1",
                        precommit(99, 0, A, NOON),
                        Bytes.EMPTY,
                        SignBytes.of(precommit(99, 0, B, NOON), CHAIN),
                        false));

        for (int i = 0; i < refused.size(); i++) {
            TestNode.Answer answer = node.ask(refused.get(i));

            int number = i;
            assertTrue(answer.code() > 0, () -> "request " + number + " is refused");
            assertFalse(answer.error().isEmpty());
            assertEquals(Bytes.EMPTY, answer.signature());
            assertEquals(Bytes.EMPTY, answer.extensionSignature());
            if (i < 4) {
                assertEquals(i < 2 ? 2 : 1, answer.code());
                assertEquals(
                        0,
                        node.ask(TestNode.request("bench-1", precommit(10, 0, A, LATER))).code());
            }
        }
        assertSigns(11);
    }

    @Test
    void failingKey_keepsTheConnection() throws Exception {
        serve(bench.session());
        bench.key.fails = true;
        assertEquals(1, node.ask(TestNode.request("bench-1", precommit(10, 0, A, NOON))).code());

        bench.key.fails = false;

        assertSigns(10);
    }

    /// Which votes get an extension signature: a wrong answer makes a node panic.
    @Test
    void extensionSignature_isThereExactlyWhereNodesWantIt() throws Exception {
        serve(bench.session());
        Bytes extension = Bytes.of((byte) 1, (byte) 2, (byte) 3);

        assertExtended(prevote(1, 0, A, NOON), Bytes.EMPTY, false, false);
        assertExtended(prevote(2, 0, BlockId.NIL, NOON), Bytes.EMPTY, true, false);
        assertExtended(precommit(3, 0, BlockId.NIL, NOON), Bytes.EMPTY, false, false);
        assertExtended(precommit(4, 0, A, NOON), Bytes.EMPTY, true, false);
        assertExtended(precommit(5, 0, A, NOON), Bytes.EMPTY, false, true);
        assertExtended(precommit(6, 0, A, NOON), extension, false, true);
        assertExtended(precommit(6, 0, A, LATER), extension, false, true);
    }

    @Test
    void longestExtension_isSigned() throws Exception {
        serve(bench.session());

        assertExtended(precommit(5, 0, A, NOON), Bytes.of(new byte[1024 * 1024]), false, true);
    }

    @Test
    void twoNodes_getOneSignatureForOnePlace() throws Exception {
        MemoryLink second = new MemoryLink();
        TestNode sentry = new TestNode(second.nodeEnd);
        serve(bench.session());
        var _ = start(bench.session(), second);

        for (int height = 1; height <= 50; height++) {
            node.send(TestNode.request("bench-1", precommit(height, 0, A, NOON)));
            sentry.send(TestNode.request("bench-1", precommit(height, 0, A, LATER)));

            TestNode.Answer one = node.receive();
            assertEquals(one, sentry.receive());
            assertFalse(one.signature().isEmpty());
        }
        second.nodeEnd.close();
    }

    @Test
    void whatIsNoRequest_endsTheSession() throws Exception {
        Future<Boolean> served = start(bench.session());

        node.send(Bytes.of((byte) 0xFF));

        assertEquals(PeerFault.MALFORMED, fault(served));
    }

    @Test
    void silentNode_endsTheSession() {
        Session impatient = bench.session(true, Duration.ofMillis(1));

        PeerException failure =
                assertThrows(PeerException.class, () -> impatient.serve(link.signerEnd));

        assertEquals(PeerFault.TIMED_OUT, failure.fault());
    }

    @Test
    void stop_letsTheRequestInFlightBeAnswered() throws Exception {
        Session session = bench.session();
        Future<Boolean> served = start(session);
        bench.key.mayGoOn = new CountDownLatch(1);
        node.send(TestNode.request("bench-1", prevote(5, 0, A, NOON)));
        bench.key.entered.await();

        Future<?> stopped = threads.submit(() -> session.stop(Duration.ofMinutes(1)));
        bench.key.mayGoOn.countDown();

        assertVerifies(SignBytes.of(prevote(5, 0, A, NOON), CHAIN), node.receive().signature());
        stopped.get();
        node.send(TestNode.request("bench-1", precommit(5, 0, A, NOON)));
        assertTrue(served.get(10, TimeUnit.SECONDS));
        assertEquals(1, bench.key.calls());
    }

    @Test
    void stop_waitsForAHangingKeyOnlySoLong() throws Exception {
        Session session = bench.session();
        Future<Boolean> served = start(session);
        bench.key.mayGoOn = new CountDownLatch(1);
        node.send(TestNode.request("bench-1", prevote(5, 0, A, NOON)));
        bench.key.entered.await();

        session.stop(Duration.ofMillis(1));

        bench.key.mayGoOn.countDown();
        assertFalse(node.receive().signature().isEmpty());
        node.send(TestNode.PING);
        assertTrue(served.get(10, TimeUnit.SECONDS));
    }

    private void serve(Session session) {
        var _ = start(session);
    }

    private Future<Boolean> start(Session session) {
        return start(session, link);
    }

    private Future<Boolean> start(Session session, MemoryLink over) {
        return threads.submit(
                () -> {
                    session.serve(over.signerEnd);
                    return true;
                });
    }

    private void assertSigns(long height) throws Exception {
        TestNode.Answer answer =
                node.ask(TestNode.request("bench-1", precommit(height, 0, A, NOON)));
        assertVerifies(SignBytes.of(precommit(height, 0, A, NOON), CHAIN), answer.signature());
    }

    private void assertExtended(Vote vote, Bytes extension, boolean skip, boolean expected)
            throws Exception {
        TestNode.Answer answer =
                node.ask(TestNode.voteRequest("bench-1", vote, extension, Bytes.EMPTY, skip));

        assertEquals("", answer.error());
        assertFalse(answer.signature().isEmpty());
        if (expected) {
            assertVerifies(
                    SignBytes.ofExtension(
                            extension, vote.hrs().height(), vote.hrs().round(), CHAIN),
                    answer.extensionSignature());
        } else {
            assertEquals(Bytes.EMPTY, answer.extensionSignature());
        }
    }

    private void assertVerifies(Bytes message, Bytes signature) {
        assertTrue(bench.key.publicKey().verifies(message, signature), "the signature verifies");
    }

    private static PeerFault fault(Future<?> served) {
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> served.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(PeerException.class, failure.getCause()).fault();
    }
}
