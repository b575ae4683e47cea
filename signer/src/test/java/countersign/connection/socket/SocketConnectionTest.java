package countersign.connection.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.DelimitedMessages;
import countersign.connection.FakeTicker;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.connection.Ticker;
import countersign.connection.secret.ConnectionKey;
import countersign.connection.secret.SecretConnection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

class SocketConnectionTest {
    private static final Deadline SOON = Deadline.after(Duration.ofSeconds(60), Ticker.SYSTEM);

    @TempDir private Path folder;

    enum Transport {
        TCP,
        UNIX
    }

    private Listener listen(Transport transport) throws IOException {
        return switch (transport) {
            case TCP -> Listener.tcp();
            case UNIX -> Listener.unix(folder.resolve("node.sock"));
        };
    }

    @ParameterizedTest
    @EnumSource
    void bytes_passBothWaysAtOnce(Transport transport) throws Exception {
        byte[] sent = new byte[3_000_000];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 7 + i / 1000);
        }
        try (Listener listener = listen(transport);
                Listener.Pair pair = listener.pair()) {
            CompletableFuture<byte[]> atRight = async(() -> readFully(pair.right(), sent.length));
            CompletableFuture<Boolean> written = async(() -> writeAll(pair.right(), sent));
            CompletableFuture<byte[]> atLeft = async(() -> readFully(pair.left(), sent.length));
            pair.left().write(sent, 0, sent.length, SOON);
            assertArrayEquals(sent, atRight.join());
            assertArrayEquals(sent, atLeft.join());
            assertTrue(written.join());
        }
    }

    @ParameterizedTest
    @EnumSource
    void secretConnection_passesMoreThanAMebibyte(Transport transport) throws Exception {
        Bytes message = Bytes.of(new byte[1_100_000]);
        try (Listener listener = listen(transport);
                Listener.Pair pair = listener.pair()) {
            CompletableFuture<Bytes> received =
                    async(
                            () -> {
                                Connection node =
                                        SecretConnection.establish(pair.right(), key(2), SOON);
                                DelimitedMessages messages =
                                        new DelimitedMessages(node, message.length());
                                Bytes request = messages.receive(SOON);
                                messages.send(request, SOON);
                                return request;
                            });
            SecretConnection signer = SecretConnection.establish(pair.left(), key(1), SOON);
            assertEquals(key(2).nodeId(), signer.peerId());
            DelimitedMessages messages = new DelimitedMessages(signer, message.length());
            messages.send(message, SOON);
            assertEquals(message, messages.receive(SOON));
            assertEquals(message, received.join());
        }
    }

    @Test
    void tcp_hasNoDelayAndKeepsAlive() throws Exception {
        try (Listener listener = listen(Transport.TCP);
                SocketChannel dialled = SocketChannel.open(listener.address());
                SocketConnection connection = SocketConnection.over(dialled)) {
            assertTrue(dialled.getOption(StandardSocketOptions.TCP_NODELAY));
            assertTrue(dialled.getOption(StandardSocketOptions.SO_KEEPALIVE));
            assertFault(PeerFault.TIMED_OUT, () -> read(connection, hastily()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endOfStream_isClosedByThePeer(Transport transport) throws Exception {
        try (Listener listener = listen(transport);
                Listener.Pair pair = listener.pair()) {
            pair.right().write(new byte[] {42}, 0, 1, SOON);
            pair.right().close();
            assertEquals(1, read(pair.left(), SOON));
            assertFault(PeerFault.CLOSED, () -> read(pair.left(), SOON));
        }
    }

    @Test
    void reset_isClosedByThePeer() throws Exception {
        try (Listener listener = listen(Transport.TCP);
                SocketConnection connection =
                        SocketConnection.over(SocketChannel.open(listener.address()))) {
            SocketChannel accepted = listener.accept();
            accepted.setOption(StandardSocketOptions.SO_LINGER, 0);
            accepted.close();
            PeerException e = assertFault(PeerFault.CLOSED, () -> read(connection, SOON));
            assertTrue(e.what().contains("reset"), e.what());
        }
    }

    @ParameterizedTest
    @EnumSource
    void writeToAPeerThatIsGone_isClosedByThePeer(Transport transport) throws Exception {
        byte[] much = new byte[1 << 20];
        try (Listener listener = listen(transport);
                Listener.Pair pair = listener.pair()) {
            pair.right().close();
            assertFault(
                    PeerFault.CLOSED,
                    () -> {
                        for (int i = 0; i < 100; i++) {
                            pair.left().write(much, 0, much.length, SOON);
                        }
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeFromAnotherThread_endsAReadAsOurs(Transport transport) throws Exception {
        try (Listener listener = listen(transport);
                Listener.Pair pair = listener.pair()) {
            CompletableFuture<Integer> reading = async(() -> read(pair.left(), SOON));
            CompletableFuture<Boolean> writing =
                    async(() -> writeAll(pair.left(), new byte[16_000_000]));
            pair.left().close();
            assertEquals(PeerFault.CLOSED_BY_US, faultOf(reading));
            assertEquals(PeerFault.CLOSED_BY_US, faultOf(writing));
            assertFault(PeerFault.CLOSED_BY_US, () -> read(pair.left(), SOON));
        }
    }

    @ParameterizedTest
    @EnumSource
    void silentPeer_hitsTheReadDeadline(Transport transport) throws Exception {
        try (Listener listener = listen(transport);
                Listener.Pair pair = listener.pair()) {
            assertFault(PeerFault.TIMED_OUT, () -> read(pair.left(), hastily()));
            assertFault(PeerFault.TIMED_OUT, () -> read(pair.left(), SOON));
            assertFault(PeerFault.CLOSED, () -> read(pair.right(), SOON));
        }
    }

    @ParameterizedTest
    @EnumSource
    void peerThatDoesNotRead_hitsTheWriteDeadline(Transport transport) throws Exception {
        byte[] much = new byte[16_000_000];
        try (Listener listener = listen(transport);
                Listener.Pair pair = listener.pair()) {
            assertFault(
                    PeerFault.TIMED_OUT, () -> pair.left().write(much, 0, much.length, hastily()));
        }
    }

    @Test
    void overdueWrite_endsTheReadBesideItAsTimedOut() throws Exception {
        try (Listener listener = listen(Transport.TCP);
                Listener.Pair pair = listener.pair()) {
            CompletableFuture<Integer> reading = async(() -> read(pair.left(), SOON));
            byte[] much = new byte[16_000_000];
            assertFault(
                    PeerFault.TIMED_OUT, () -> pair.left().write(much, 0, much.length, hastily()));
            assertEquals(PeerFault.TIMED_OUT, faultOf(reading));
        }
    }

    @Test
    void deadlineInThePast_beginsNothing() throws Exception {
        Deadline passed = new Deadline(new FakeTicker(), -1);
        try (Listener listener = listen(Transport.TCP);
                Listener.Pair pair = listener.pair()) {
            pair.right().write(new byte[] {1}, 0, 1, SOON);
            assertFault(PeerFault.TIMED_OUT, () -> read(pair.left(), passed));
        }
    }

    @ParameterizedTest
    @EnumSource
    void byteASecond_hitsTheTotalDeadline(Transport transport) throws Exception {
        FakeTicker ticker = new FakeTicker();
        Deadline deadline = Deadline.after(Duration.ofSeconds(10), ticker);
        try (Listener listener = listen(transport);
                Listener.Pair pair = listener.pair()) {
            DelimitedMessages messages = new DelimitedMessages(pair.left(), 100);
            CompletableFuture<Boolean> dribble =
                    async(
                            () -> {
                                for (int i = 0; i < 15; i++) {
                                    pair.right().write(new byte[] {100}, 0, 1, SOON);
                                    ticker.advance(Duration.ofSeconds(1));
                                }
                                return true;
                            });
            assertFault(PeerFault.TIMED_OUT, () -> messages.receive(deadline));
            boolean _ = dribble.handle((sent, broken) -> true).join();
        }
    }

    @Test
    void interrupt_closesAsOursAndStays() throws Exception {
        try (Listener listener = listen(Transport.TCP);
                Listener.Pair pair = listener.pair()) {
            CompletableFuture<Boolean> stayed = new CompletableFuture<>();
            Thread reader =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        assertFault(
                                                PeerFault.CLOSED_BY_US,
                                                () -> read(pair.left(), SOON));
                                        stayed.complete(Thread.currentThread().isInterrupted());
                                    });
            reader.interrupt();
            assertTrue(stayed.join());
        }
    }

    private static Deadline hastily() {
        return Deadline.after(Duration.ofSeconds(3), new HastyTicker());
    }

    private static ConnectionKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return ConnectionKey.ofSeed(SecretBytes.take(bytes));
    }

    private static int read(Connection connection, Deadline deadline) throws PeerException {
        return connection.read(new byte[16], 3, 7, deadline);
    }

    private static byte[] readFully(Connection connection, int length) throws PeerException {
        byte[] target = new byte[length];
        int have = 0;
        while (have < length) {
            have += connection.read(target, have, length - have, SOON);
        }
        return target;
    }

    private static boolean writeAll(Connection connection, byte[] bytes) throws PeerException {
        connection.write(bytes, 0, bytes.length, SOON);
        return true;
    }

    private static PeerException assertFault(PeerFault fault, Executable step) {
        PeerException e = assertThrows(PeerException.class, step);
        assertEquals(fault, e.fault(), e::what);
        return e;
    }

    private static PeerFault faultOf(CompletableFuture<?> failed) {
        return switch (failed.handle((_, e) -> e).join()) {
            case PeerException e -> e.fault();
            case null, default -> throw new AssertionError("no peer exception");
        };
    }

    private interface Step<T> {
        T run() throws PeerException;
    }

    private static <T> CompletableFuture<T> async(Step<T> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
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
}
