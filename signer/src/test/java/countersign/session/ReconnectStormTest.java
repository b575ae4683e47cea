package countersign.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.Ticker;
import countersign.connection.secret.ConnectionKey;
import countersign.connection.secret.SecretConnection;
import countersign.connection.socket.SocketConnection;
import countersign.connection.socket.TcpDialer;
import countersign.event.Event;
import countersign.keyring.TestKey;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// A node that takes every connection and breaks it, each time at another point.
final class ReconnectStormTest {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final long GROWTH_BYTES_MAX = 4L << 20;
    private static final int GROWTH_MAX = 8;
    private static final Deadline SOON = Deadline.after(Duration.ofHours(4), Ticker.SYSTEM);

    private final Bench bench = new Bench();
    private final ConnectionKey nodeKey = ConnectionKey.ofSeed(SecretBytes.take(new byte[32]));
    private final ConnectionKey ownKey =
            ConnectionKey.ofSeed(SecretBytes.take(TestKey.SEED.toArray()));
    private final AtomicLong disconnected = new AtomicLong();
    private final AtomicLong connected = new AtomicLong();
    private ServerSocketChannel listener;
    private Thread node;

    private record Usage(long descriptors, long threads, long heapBytes) {}

    @BeforeEach
    void listen() throws IOException {
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        node = Thread.ofPlatform().start(this::breakEveryConnection);
    }

    @AfterEach
    void stop() throws Exception {
        listener.close();
        node.join();
    }

    @Proof("E8")
    void nodeThatBreaksEveryConnection_costsNothingThatStays(Figures figures) throws Exception {
        int connections = figures.size("connections broken at five points", 1_000, 100_000);
        Supervisor supervisor = supervisor();
        Set<Duration> pauses = new HashSet<>();
        for (int i = 0; i < connections / 5; i++) {
            pauses.add(supervisor.attempt());
        }
        Usage before = usage();
        for (int i = connections / 5; i < connections; i++) {
            pauses.add(supervisor.attempt());
        }
        Usage after = usage();
        assertEquals(connections, disconnected.get());
        assertEquals(connections / 5, connected.get());
        assertJittered(pauses);
        figures.found("descriptors more", after.descriptors() - before.descriptors());
        figures.found("threads more", after.threads() - before.threads());
        figures.found("KiB of heap more", (after.heapBytes() - before.heapBytes()) >> 10);
        figures.found("different pauses of 500 to 1,000 ms", pauses.size());
        assertTrue(after.descriptors() - before.descriptors() < GROWTH_MAX, after::toString);
        assertTrue(after.threads() - before.threads() < GROWTH_MAX, after::toString);
        assertTrue(after.heapBytes() - before.heapBytes() < GROWTH_BYTES_MAX, after::toString);
    }

    private static void assertJittered(Set<Duration> pauses) {
        for (Duration pause : pauses) {
            assertTrue(pause.toMillis() >= 500 && pause.toMillis() <= 1_000, pause::toString);
        }
        assertTrue(pauses.size() > 200, () -> "pauses: " + pauses);
        assertTrue(pauses.stream().anyMatch(pause -> pause.toMillis() < 600));
        assertTrue(pauses.stream().anyMatch(pause -> pause.toMillis() > 900));
    }

    private Supervisor supervisor() throws IOException {
        int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        LinkSettings settings =
                new LinkSettings(Bench.LINK, OptionalLong.empty(), true, Bench.TIMEOUT);
        return new Supervisor(
                new Session(bench.validator, settings, this::hear, Ticker.SYSTEM),
                new TcpDialer("127.0.0.1", port, Optional.empty(), ownKey),
                ownKey.nodeId(),
                this::hear,
                Ticker.SYSTEM,
                new Random(8));
    }

    private void hear(Event event) {
        if (event instanceof Event.Disconnected) {
            disconnected.incrementAndGet();
        } else if (event instanceof Event.Connected) {
            connected.incrementAndGet();
        }
    }

    private void breakEveryConnection() {
        long number = 0;
        try {
            while (true) {
                try (SocketChannel accepted = listener.accept()) {
                    meet(accepted, (int) (number++ % 5));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void meet(SocketChannel accepted, int point) throws IOException {
        // A reset each time: closing in order would keep the port for a minute.
        accepted.setOption(StandardSocketOptions.SO_LINGER, 0);
        switch (point) {
            case 0 -> {
                // At once.
            }
            case 1 -> send(accepted, Bytes.ofHex("220a"));
            case 2 -> send(accepted, Bytes.ofHex("220a20" + "09".repeat(32)));
            case 3 -> send(accepted, Bytes.ofHex("48545450"));
            default -> shakeHands(accepted);
        }
    }

    private void shakeHands(SocketChannel accepted) {
        try {
            SecretConnection.establish(SocketConnection.over(accepted), nodeKey, SOON);
        } catch (PeerException e) {
            throw new AssertionError("the signer shakes hands", e);
        }
    }

    private static void send(SocketChannel accepted, Bytes bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toArray());
        while (buffer.hasRemaining()) {
            accepted.write(buffer);
        }
    }

    private static Usage usage() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory() - runtime.freeMemory();
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return new Usage(open.count(), Thread.getAllStackTraces().size(), heap);
        }
    }
}
