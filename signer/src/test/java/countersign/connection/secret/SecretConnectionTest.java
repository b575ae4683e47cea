package countersign.connection.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.DelimitedMessages;
import countersign.connection.FakeTicker;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.connection.PipedConnection;
import countersign.connection.Ticker;
import countersign.proof.Proof;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Two ends over a connection in memory, and what `p2p/conn/evil_secret_connection_test.go` of
/// CometBFT does to one of them.
class SecretConnectionTest {
    private static final Deadline SOON = Deadline.after(Duration.ofSeconds(60), Ticker.SYSTEM);
    private static final JsonNode VECTOR = Vectors.handshakes().getFirst();
    private static final JsonNode SIGNER = VECTOR.get("signer");
    private static final JsonNode NODE = VECTOR.get("node");
    private static final Bytes NODE_WIRE =
            Vectors.bytes(NODE.get("ephemeral_wire"))
                    .concat(Vectors.bytes(NODE.get("auth_frame_sealed_nonce0_zero_padded")));

    private final PipedConnection.Pair pair = PipedConnection.pair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void bothEnds_knowEachOther() throws Exception {
        try (Ends ends = establish(pair.left(), pair.right())) {
            assertEquals(Vectors.identity(NODE).nodeId(), ends.signer().peerId());
            assertEquals(Vectors.identity(SIGNER).nodeId(), ends.node().peerId());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1024, 1025, 2048, 2049, 1_100_000})
    void messageOverManyFrames_comesBackEqualBothWays(int size) throws Exception {
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++) {
            body[i] = (byte) (i * 13);
        }
        Bytes message = Bytes.of(body);
        try (Ends ends = establish(pair.left(), pair.right())) {
            DelimitedMessages signer = new DelimitedMessages(ends.signer(), size);
            DelimitedMessages node = new DelimitedMessages(ends.node(), size);
            CompletableFuture<Bytes> echoed =
                    async(
                            () -> {
                                Bytes request = node.receive(SOON);
                                node.send(request, SOON);
                                return request;
                            });
            CompletableFuture<Bytes> answer = async(() -> signer.receive(SOON));
            signer.send(message, SOON);
            assertEquals(message, echoed.join());
            assertEquals(message, answer.join());
        }
    }

    @Test
    void shortRead_leavesTheRestOfTheFrame() throws Exception {
        try (Ends ends = establish(pair.left(), pair.right())) {
            write(ends.node(), ascii("abcdef"));
            byte[] target = new byte[10];
            assertEquals(2, ends.signer().read(target, 1, 2, SOON));
            assertEquals(4, ends.signer().read(target, 3, 7, SOON));
            assertEquals(ascii("abcdef"), Bytes.of(target, 1, 6));
        }
    }

    @Test
    void emptyFrame_isSkipped() throws Exception {
        PipedConnection.Pair raw = pair;
        SecretConnection signer = signerWith(raw);
        FrameSealer node = nodeSealer();
        write(raw.right(), seal(node, Bytes.EMPTY));
        write(raw.right(), seal(node, ascii("x")));
        byte[] target = new byte[10];
        assertEquals(1, signer.read(target, 0, 10, SOON));
    }

    @Proof("E7")
    void frameThatDoesNotDecrypt_closesForGood() throws Exception {
        SecretConnection signer = signerWith(pair);
        FrameSealer node = nodeSealer();
        byte[] bad = seal(node, ascii("bad")).toArray();
        bad[7] ^= 1;
        write(pair.right(), Bytes.of(bad));
        write(pair.right(), seal(node, ascii("good")));
        assertFault(PeerFault.MALFORMED, () -> read(signer));
        assertFault(PeerFault.CLOSED_BY_US, () -> read(signer));
        assertClosed(pair.right());
    }

    @Proof("E7")
    void endWithinAFrame_isClosed() throws Exception {
        SecretConnection signer = signerWith(pair);
        write(pair.right(), seal(nodeSealer(), ascii("x")).first(1043));
        pair.right().close();
        assertFault(PeerFault.CLOSED, () -> read(signer));
    }

    @Proof("E3")
    void frameByteByByte_hitsTheTotalDeadline() throws Exception {
        SecretConnection signer = signerWith(pair);
        FakeTicker ticker = new FakeTicker();
        Deadline deadline = Deadline.after(Duration.ofSeconds(10), ticker);
        byte[] frame = seal(nodeSealer(), ascii("x")).toArray();
        CompletableFuture<Integer> dribble =
                async(
                        () -> {
                            for (int i = 0; i < frame.length && !deadline.hasPassed(); i++) {
                                pair.right().write(frame, i, 1, SOON);
                                ticker.advance(Duration.ofSeconds(1));
                            }
                            return 0;
                        });
        byte[] target = new byte[1];
        assertFault(PeerFault.TIMED_OUT, () -> signer.read(target, 0, 1, deadline));
        dribble.join();
    }

    @Test
    void peerThatClosesAtAnyByte_hasClosedInTheHandshake() throws PeerException {
        for (int sent = 0; sent < NODE_WIRE.length(); sent++) {
            Bytes begun = NODE_WIRE.first(sent);
            try (PipedConnection.Pair raw = PipedConnection.pair()) {
                CompletableFuture<Integer> node = async(() -> sendAndClose(raw.right(), begun));
                PeerException e =
                        assertFault(
                                PeerFault.CLOSED_IN_HANDSHAKE, () -> establishSigner(raw.left()));
                assertEquals(sent >= 35, e.what().contains("after the exchange of keys"), e.what());
                assertTrue(e.next().contains("priv_validator_laddr"));
                node.join();
            }
        }
    }

    @Proof("E3")
    void peerThatStallsAtAnyByte_hasStalledTheHandshake() throws PeerException {
        for (int sent : new int[] {0, 1, 34, 35, 36, 1078}) {
            try (PipedConnection.Pair raw = PipedConnection.pair()) {
                write(raw.right(), NODE_WIRE.first(sent));
                StallingTicker ticker = new StallingTicker();
                Deadline deadline = Deadline.after(Duration.ofSeconds(5), ticker);
                PeerException e =
                        assertFault(
                                PeerFault.HANDSHAKE_STALLED,
                                () ->
                                        SecretConnection.establish(
                                                raw.left(), Vectors.begin(SIGNER), deadline));
                assertEquals(sent >= 35, e.what().contains("in the middle"), e.what());
                assertClosed(raw.right());
            }
        }
    }

    @Test
    void malformedEphemeralMessage_isNoPrivvalPeer() throws PeerException {
        write(pair.right(), ascii("HTTP/1.1 400 Bad Request\r\n"));
        assertFault(PeerFault.NOT_A_PRIVVAL_PEER, () -> establishSigner(pair.left()));
        assertClosed(pair.right());
    }

    @Test
    void bannerShorterThanTheMessage_isNotWaitedFor() throws PeerException {
        write(pair.right(), ascii("220"));
        assertFault(PeerFault.NOT_A_PRIVVAL_PEER, () -> establishSigner(pair.left()));
    }

    @Test
    void garbageInsteadOfTheProof_isMalformed() throws PeerException {
        write(pair.right(), NODE_WIRE.first(35).concat(Bytes.of(new byte[1044])));
        assertFault(PeerFault.MALFORMED, () -> establishSigner(pair.left()));
        assertClosed(pair.right());
    }

    @Test
    void echo_isRefused() throws Exception {
        CompletableFuture<Integer> echo =
                async(
                        () -> {
                            byte[] buffer = new byte[64];
                            int count = pair.right().read(buffer, 0, buffer.length, SOON);
                            pair.right().write(buffer, 0, count, SOON);
                            return 0;
                        });
        PeerException e = assertFault(PeerFault.MALFORMED, () -> establishSigner(pair.left()));
        assertTrue(e.what().contains("our own ephemeral key"));
        echo.join();
    }

    @Test
    void ourOwnKeyAtTheOtherEnd_isRefusedByBoth() {
        CompletableFuture<SecretConnection> other =
                async(
                        () ->
                                SecretConnection.establish(
                                        pair.right(), Vectors.identity(SIGNER), SOON));
        PeerException e =
                assertFault(
                        PeerFault.MALFORMED,
                        () ->
                                SecretConnection.establish(
                                        pair.left(), Vectors.identity(SIGNER), SOON));
        assertTrue(e.what().contains("own identity"), e.what());
        assertThrows(CompletionException.class, other::join);
    }

    @Test
    void goodPeerOfTheVector_isEstablished() throws PeerException {
        SecretConnection signer = signerWith(pair);
        assertEquals(NODE.get("peer_id").asString(), signer.peerId());
        Bytes sent = Vectors.bytes(SIGNER.get("ephemeral_wire"));
        byte[] wire = new byte[35 + 1044];
        assertEquals(wire.length, pair.right().read(wire, 0, wire.length, SOON));
        assertEquals(
                sent.concat(Vectors.bytes(SIGNER.get("auth_frame_sealed_nonce0_zero_padded"))),
                Bytes.of(wire));
    }

    @Test
    void close_closesTheConnectionBelow() throws Exception {
        try (Ends ends = establish(pair.left(), pair.right())) {
            ends.signer().close();
            assertFault(PeerFault.CLOSED_BY_US, () -> read(ends.signer()));
            assertFault(PeerFault.CLOSED, () -> read(ends.node()));
        }
    }

    private record Ends(SecretConnection signer, SecretConnection node) implements AutoCloseable {
        @Override
        public void close() {
            signer.close();
            node.close();
        }
    }

    private static Ends establish(Connection left, Connection right) throws PeerException {
        CompletableFuture<SecretConnection> node =
                async(() -> SecretConnection.establish(right, Vectors.identity(NODE), SOON));
        SecretConnection signer = SecretConnection.establish(left, Vectors.identity(SIGNER), SOON);
        return new Ends(signer, node.join());
    }

    /// The signer of the vector with the node of the vector, whose first frame was sent.
    private static SecretConnection signerWith(PipedConnection.Pair raw) throws PeerException {
        write(raw.right(), NODE_WIRE);
        return establishSigner(raw.left());
    }

    private static SecretConnection establishSigner(Connection raw) throws PeerException {
        return SecretConnection.establish(raw, Vectors.begin(SIGNER), SOON);
    }

    /// Seals what the node of the vector sends after its proof.
    private static FrameSealer nodeSealer() {
        FrameSealer sealer = new FrameSealer(Vectors.secret(NODE.get("send_key")));
        Bytes proof = seal(sealer, Vectors.bytes(NODE.get("auth_sig_message_delimited")));
        assertFalse(proof.isEmpty());
        return sealer;
    }

    private static Bytes seal(FrameSealer sealer, Bytes data) {
        byte[] sealed = new byte[FrameCipher.SEALED_BYTES];
        sealer.seal(data.toArray(), 0, data.length(), sealed);
        return Bytes.of(sealed);
    }

    private static void write(Connection connection, Bytes bytes) throws PeerException {
        connection.write(bytes.toArray(), 0, bytes.length(), SOON);
    }

    private static int read(Connection connection) throws PeerException {
        return connection.read(new byte[1], 0, 1, SOON);
    }

    /// Closes once all that the signer has to say to `begun` has come.
    private static int sendAndClose(Connection node, Bytes begun) throws PeerException {
        write(node, begun);
        int awaited = begun.length() < 35 ? 35 : NODE_WIRE.length();
        byte[] buffer = new byte[awaited];
        int have = 0;
        while (have < awaited) {
            have += node.read(buffer, have, awaited - have, SOON);
        }
        node.close();
        return have;
    }

    /// What was sent before may still be read.
    private static void assertClosed(Connection connection) {
        assertFault(
                PeerFault.CLOSED,
                () -> {
                    int count = connection.read(new byte[64 * 1024], 0, 64 * 1024, SOON);
                    while (count > 0) {
                        count = connection.read(new byte[64 * 1024], 0, 64 * 1024, SOON);
                    }
                });
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static PeerException assertFault(PeerFault fault, Executable step) {
        PeerException e = assertThrows(PeerException.class, step);
        assertEquals(fault, e.fault(), e::what);
        return e;
    }

    private interface Step<T> {
        T run() throws PeerException;
    }

    private static <T> CompletableFuture<T> async(Step<T> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                result.complete(step.run());
                            } catch (PeerException e) {
                                result.completeExceptionally(e);
                            }
                        });
        return result;
    }

    /// A quarter of a second passes at every look.
    private static final class StallingTicker implements Ticker {
        private long nanos;

        @Override
        public long nanos() {
            nanos += Duration.ofMillis(250).toNanos();
            return nanos;
        }
    }
}
