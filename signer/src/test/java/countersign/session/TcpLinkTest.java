package countersign.session;

import static countersign.session.Bench.A;
import static countersign.session.Bench.CHAIN;
import static countersign.session.Bench.LINK;
import static countersign.session.Bench.NOON;
import static countersign.session.Bench.prevote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.SecretBytes;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.Ticker;
import countersign.connection.secret.ConnectionKey;
import countersign.connection.secret.SecretConnection;
import countersign.connection.socket.SocketConnection;
import countersign.connection.socket.TcpDialer;
import countersign.consensus.SignBytes;
import countersign.event.Event;
import countersign.keyring.TestKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The whole way over TCP and the secret connection.
final class TcpLinkTest {
    private final Bench bench = new Bench();
    private final ConnectionKey nodeKey = ConnectionKey.ofSeed(SecretBytes.take(new byte[32]));
    private final ConnectionKey ownKey =
            ConnectionKey.ofSeed(SecretBytes.take(TestKey.SEED.toArray()));
    private ServerSocketChannel listener;
    private Supervisor supervisor;
    private Thread thread;

    @BeforeEach
    void dial() throws IOException {
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        TcpDialer dialer = new TcpDialer("127.0.0.1", port, Optional.empty(), ownKey);
        supervisor =
                new Supervisor(
                        bench.session(),
                        dialer,
                        ownKey.nodeId(),
                        bench.events,
                        Ticker.SYSTEM,
                        new Random(1));
        thread = Thread.ofPlatform().name(LINK.toString()).start(supervisor);
    }

    @AfterEach
    void stop() throws Exception {
        supervisor.stop();
        thread.join();
        listener.close();
    }

    @Test
    void node_isServedAndServedAgainAfterItsRestart() throws Exception {
        for (int height = 1; height <= 2; height++) {
            try (Connection connection = accept()) {
                TestNode node = new TestNode(connection);

                TestNode.Answer answer =
                        node.ask(TestNode.request("bench-1", prevote(height, 0, A, NOON)));

                assertTrue(
                        bench.key
                                .publicKey()
                                .verifies(
                                        SignBytes.of(prevote(height, 0, A, NOON), CHAIN),
                                        answer.signature()));
            }
        }
    }

    @Test
    void stopWhileIdle_endsTheThread() throws Exception {
        try (Connection connection = accept()) {
            assertEquals(8, new TestNode(connection).ask(TestNode.PING).member());

            supervisor.stop();
            thread.join();
        }

        assertEquals(
                List.of(
                        new Event.Dialling(LINK, ownKey.nodeId()),
                        new Event.Connected(LINK),
                        new Event.PeerUnverified(LINK, nodeKey.nodeId()),
                        new Event.Stopped(LINK)),
                bench.events.all());
    }

    private Connection accept() throws IOException, PeerException {
        return SecretConnection.establish(
                SocketConnection.over(listener.accept()),
                nodeKey,
                Deadline.after(Bench.TIMEOUT, Ticker.SYSTEM));
    }
}
