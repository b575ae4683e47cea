package countersign.connection.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.Dialer;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.connection.Ticker;
import countersign.connection.secret.ConnectionKey;
import countersign.connection.secret.SecretConnection;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Every way in which a dial fails, brought about with real sockets, and what the operator reads.
class DialersTest {
    private static final Deadline SOON = Deadline.after(Duration.ofSeconds(60), Ticker.SYSTEM);
    private static final ConnectionKey OURS = key(1);
    private static final ConnectionKey NODES = key(2);

    @TempDir private Path folder;

    @Proof("E6")
    void node_isDialledAndKnown() throws Exception {
        try (Listener listener = Listener.tcp()) {
            CompletableFuture<Integer> node = listener.serve(DialersTest::shakeHandsAndSend);
            Dialer.Dialled dialled = tcp(listener).dial(SOON);
            assertEquals(NODES.nodeId(), dialled.peerId());
            assertFalse(dialled.pinned());
            assertEquals(5, dialled.connection().read(new byte[9], 0, 9, SOON));
            dialled.connection().close();
            node.join();
        }
    }

    @Proof("E6")
    void pinnedNode_isDialledWhateverTheCaseOfItsId() throws Exception {
        try (Listener listener = Listener.tcp()) {
            CompletableFuture<Integer> node = listener.serve(DialersTest::shakeHandsAndSend);
            String id = NODES.nodeId().toUpperCase(Locale.ROOT);
            Dialer.Dialled dialled =
                    new TcpDialer("localhost", listener.port(), Optional.of(id), OURS).dial(SOON);
            assertTrue(dialled.pinned());
            dialled.connection().close();
            node.join();
        }
    }

    @Proof("E6")
    void pinThatIsWrongInAnyDigit_isRefused(Figures figures) throws Exception {
        String id = NODES.nodeId();
        for (int digit = 0; digit < id.length(); digit++) {
            char other = id.charAt(digit) == '0' ? '1' : '0';
            String pin = id.substring(0, digit) + other + id.substring(digit + 1);
            try (Listener listener = Listener.tcp()) {
                CompletableFuture<Integer> node = listener.serve(DialersTest::shakeHandsAndSend);
                Dialer dialer = new TcpDialer("127.0.0.1", listener.port(), Optional.of(pin), OURS);
                assertFault(PeerFault.WRONG_PEER_ID, dialer, SOON);
                Integer _ = node.handle((_, _) -> 0).join();
            }
        }
        figures.found("wrong peer ids", id.length());
    }

    @Proof("E6")
    void anotherNodeThanThePinned_isRefused() throws Exception {
        try (Listener listener = Listener.tcp()) {
            CompletableFuture<Integer> node = listener.serve(DialersTest::shakeHandsAndSend);
            String pin = "ab".repeat(20);
            Dialer dialer = new TcpDialer("127.0.0.1", listener.port(), Optional.of(pin), OURS);
            PeerException e = assertFault(PeerFault.WRONG_PEER_ID, dialer, SOON);
            assertTrue(e.what().contains("expected " + pin + ", got " + NODES.nodeId()));
            assertTrue(e.next().contains("remove `" + pin + "@` from addr"));
            assertTrue(e.next().contains("fresh identity at every start"));
            Integer _ = node.handle((_, _) -> 0).join();
        }
    }

    @Test
    void nobodyAtThePort_isRefused() throws Exception {
        Listener listener = Listener.tcp();
        Dialer dialer = tcp(listener);
        int port = listener.port();
        listener.close();
        PeerException e = assertFault(PeerFault.REFUSED, dialer, SOON);
        assertEquals(
                "nobody listens at tcp://127.0.0.1:" + port + " (Connection refused)", e.what());
        assertEquals(
                "is the node running, and does its priv_validator_laddr name this address?",
                e.next());
    }

    @Test
    void unknownHost_isUnreachable() {
        // a label of more than 63 characters, so that no name server is asked
        String host = "x".repeat(64) + ".invalid";
        Dialer dialer = new TcpDialer(host, 26659, Optional.empty(), OURS);
        PeerException e = assertFault(PeerFault.UNREACHABLE, dialer, SOON);
        assertTrue(e.what().startsWith("no such host: " + host), e.what());
        assertTrue(e.next().contains("DNS"));
    }

    @Test
    void fullBacklog_timesOut() throws Exception {
        try (Listener listener = Listener.tcp()) {
            listener.fill();
            PeerException e = assertFault(PeerFault.TIMED_OUT, tcp(listener), hastily());
            assertTrue(e.what().startsWith("no answer from tcp://127.0.0.1:"), e.what());
            assertTrue(e.next().contains("firewall"));
        }
    }

    @Test
    void nodeThatNeverAccepts_stallsTheHandshake() throws Exception {
        try (Listener listener = Listener.tcp()) {
            PeerException e = assertFault(PeerFault.HANDSHAKE_STALLED, tcp(listener), hastily());
            assertTrue(e.what().contains("another signer probably holds this node"), e.what());
        }
    }

    @Test
    void nodeThatCloses_hasClosedInTheHandshake() throws Exception {
        try (Listener listener = Listener.tcp()) {
            CompletableFuture<Integer> node = listener.serve(accepted -> readFully(accepted, 35));
            PeerException e = assertFault(PeerFault.CLOSED_IN_HANDSHAKE, tcp(listener), SOON);
            assertTrue(e.next().contains("p2p or RPC port"), e.next());
            assertTrue(e.next().contains("3 seconds"), e.next());
            node.join();
        }
    }

    @Proof("E6")
    void httpServer_isNoPrivvalPeer() throws Exception {
        try (Listener listener = Listener.tcp()) {
            CompletableFuture<Integer> server =
                    listener.serve(
                            accepted -> {
                                readFully(accepted, 35);
                                send(accepted, "HTTP/1.1 400 Bad Request\r\n\r\n");
                            });
            PeerException e = assertFault(PeerFault.NOT_A_PRIVVAL_PEER, tcp(listener), SOON);
            assertTrue(e.what().contains("an HTTP server answered"), e.what());
            server.join();
        }
    }

    @Proof("E6")
    void nodeThatBreaksTheProtocol_isMalformed() throws Exception {
        try (Listener listener = Listener.tcp()) {
            CompletableFuture<Integer> node =
                    listener.serve(
                            accepted -> {
                                readFully(accepted, 35);
                                accepted.write(
                                        ByteBuffer.wrap(
                                                Bytes.ofHex("220a20" + "00".repeat(32)).toArray()));
                            });
            assertFault(PeerFault.MALFORMED, tcp(listener), SOON);
            node.join();
        }
    }

    @Test
    void cancelInTheHandshake_endsTheDialAsOurs() throws Exception {
        try (Listener listener = Listener.tcp()) {
            Dialer dialer = tcp(listener);
            CompletableFuture<Integer> node =
                    listener.serve(
                            accepted -> {
                                readFully(accepted, 35);
                                dialer.cancel();
                                assertEquals(-1, accepted.read(ByteBuffer.allocate(1)));
                            });
            assertFault(PeerFault.CLOSED_BY_US, dialer, SOON);
            node.join();
        }
    }

    @Test
    void cancelInTheConnect_endsTheDialAsOurs() throws Exception {
        try (Listener listener = Listener.tcp()) {
            listener.fill();
            Dialer dialer = tcp(listener);
            CancellingTicker ticker = new CancellingTicker(dialer);
            assertFault(PeerFault.CLOSED_BY_US, dialer, Deadline.after(Duration.ofDays(1), ticker));
        }
    }

    @Test
    void cancelAfterTheDial_leavesItsConnectionAlone() throws Exception {
        try (Listener listener = Listener.tcp()) {
            CompletableFuture<Integer> node = listener.serve(DialersTest::shakeHandsAndSend);
            Dialer dialer = tcp(listener);
            Dialer.Dialled dialled = dialer.dial(SOON);
            dialer.cancel();
            assertEquals(5, dialled.connection().read(new byte[9], 0, 9, SOON));
            dialled.connection().close();
            node.join();
        }
    }

    @Test
    void dialThatBeginsAfterCancel_endsAsOursWithoutConnecting() throws Exception {
        Path socket = folder.resolve("node.sock");
        try (Listener listener = Listener.tcp();
                Listener _ = Listener.unix(socket)) {
            for (Dialer dialer : List.of(tcp(listener), new UnixDialer(socket))) {
                dialer.cancel();
                assertFault(PeerFault.CLOSED_BY_US, dialer, SOON);
                assertFault(PeerFault.CLOSED_BY_US, dialer, SOON);
            }
        }
    }

    @Test
    void failedDial_leavesNoSocketOpen() throws Exception {
        try (Listener listener = Listener.tcp()) {
            CompletableFuture<Integer> node =
                    listener.serve(
                            accepted -> {
                                readFully(accepted, 35);
                                send(accepted, "220 mail");
                                assertEquals(-1, accepted.read(ByteBuffer.allocate(1)));
                            });
            assertFault(PeerFault.NOT_A_PRIVVAL_PEER, tcp(listener), SOON);
            node.join();
        }
    }

    @Test
    void unixSocket_isDialledWithoutAnIdentity() throws Exception {
        Path socket = folder.resolve("node.sock");
        try (Listener listener = Listener.unix(socket)) {
            CompletableFuture<Integer> node = listener.serve(accepted -> send(accepted, "hello"));
            Dialer.Dialled dialled = new UnixDialer(socket).dial(SOON);
            assertEquals("", dialled.peerId());
            assertFalse(dialled.pinned());
            assertEquals(5, dialled.connection().read(new byte[9], 0, 9, SOON));
            dialled.connection().close();
            node.join();
        }
    }

    @Test
    void missingSocketFile_isUnreachable() {
        Path socket = folder.resolve("none.sock");
        PeerException e = assertFault(PeerFault.UNREACHABLE, new UnixDialer(socket), SOON);
        assertEquals("no such socket file: unix://" + socket, e.what());
    }

    @Test
    void socketFileOfAStoppedNode_isRefused() throws Exception {
        Path socket = folder.resolve("node.sock");
        Listener.unix(socket).close();
        PeerException e = assertFault(PeerFault.REFUSED, new UnixDialer(socket), SOON);
        assertTrue(e.what().contains("Connection refused"), e.what());
        assertTrue(e.next().contains("dead socket file"));
    }

    @Test
    void socketFileOfAnotherUser_isUnreachable() throws Exception {
        Path socket = folder.resolve("node.sock");
        try (Listener _ = Listener.unix(socket)) {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
            assumeFalse(Files.isWritable(socket), "root may write to any socket");
            PeerException e = assertFault(PeerFault.UNREACHABLE, new UnixDialer(socket), SOON);
            assertTrue(e.what().startsWith("permission denied"), e.what());
        }
    }

    @Test
    void overlongSocketPath_isUnreachable() {
        Path socket = folder.resolve("s".repeat(120));
        assertFault(PeerFault.UNREACHABLE, new UnixDialer(socket), SOON);
    }

    @Test
    void unixNodeWithAFullBacklog_timesOut() throws Exception {
        Path socket = folder.resolve("node.sock");
        try (Listener listener = Listener.unix(socket)) {
            listener.fill();
            assertFault(PeerFault.TIMED_OUT, new UnixDialer(socket), hastily());
        }
    }

    /// The dial's first look at the time after the connect has begun cancels it.
    private static final class CancellingTicker implements Ticker {
        private final Dialer dialer;
        private int looks;

        CancellingTicker(Dialer dialer) {
            this.dialer = dialer;
        }

        @Override
        public long nanos() {
            looks++;
            if (Thread.currentThread().getName().equals("socket-deadlines")) {
                dialer.cancel();
            }
            return looks;
        }
    }

    private static Dialer tcp(Listener listener) throws IOException {
        return new TcpDialer("127.0.0.1", listener.port(), Optional.empty(), OURS);
    }

    private static Deadline hastily() {
        return Deadline.after(Duration.ofSeconds(20), new HastyTicker());
    }

    private static ConnectionKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return ConnectionKey.ofSeed(SecretBytes.take(bytes));
    }

    private static void shakeHandsAndSend(SocketChannel accepted) throws PeerException {
        Connection raw = SocketConnection.over(accepted);
        Connection node = SecretConnection.establish(raw, NODES, SOON);
        node.write("hello".getBytes(StandardCharsets.US_ASCII), 0, 5, SOON);
        PeerException _ =
                assertThrows(PeerException.class, () -> node.read(new byte[1], 0, 1, SOON));
    }

    private static void readFully(SocketChannel channel, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new IOException("the dialler closed");
            }
        }
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static PeerException assertFault(PeerFault fault, Dialer dialer, Deadline deadline) {
        PeerException e = assertThrows(PeerException.class, () -> dialer.dial(deadline));
        assertEquals(fault, e.fault(), e::what);
        return e;
    }
}
