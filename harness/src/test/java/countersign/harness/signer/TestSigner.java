package countersign.harness.signer;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.DelimitedMessages;
import countersign.connection.PeerException;
import countersign.connection.Ticker;
import countersign.connection.secret.ConnectionKey;
import countersign.connection.secret.SecretConnection;
import countersign.connection.socket.SocketConnection;
import countersign.consensus.ChainId;
import countersign.consensus.PublicKey;
import countersign.harness.node.ListenAddress;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The smallest signer there is: it dials, answers and dials again, with one fault or none.
public final class TestSigner implements AutoCloseable {
    private static final int REQUEST_BYTES_MAX = 1_200_000;
    private static final Bytes PONG = Bytes.ofHex("4200");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ListenAddress address;
    private final TestKey key;
    private final Fault fault;
    private final Answers answers;
    private final ConnectionKey identity = ConnectionKey.ofSeed(SecretBytes.take(new byte[32]));
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Semaphore pings = new Semaphore(0);
    private volatile Optional<Connection> connection = Optional.empty();

    private TestSigner(ListenAddress address, ChainId chain, TestKey key, Fault fault) {
        this.address = address;
        this.key = key;
        this.fault = fault;
        this.answers = new Answers(chain, key, fault);
    }

    public static TestSigner start(ListenAddress address, ChainId chain, Fault fault) {
        TestSigner signer = new TestSigner(address, chain, TestKey.generate(), fault);
        Thread.ofPlatform().daemon().name("test signer").start(signer::run);
        return signer;
    }

    public PublicKey publicKey() {
        return key.publicKey();
    }

    /// Returns once so many pings were answered.
    public void awaitPings(int count) throws InterruptedException {
        pings.acquire(count);
    }

    /// Hangs up and does not come back.
    public void stop() {
        closed.countDown();
        connection.ifPresent(Connection::close);
    }

    @Override
    public void close() {
        stop();
    }

    private void run() {
        boolean first = true;
        while (!isClosed(Duration.ofMillis(20))) {
            if (!first && fault == Fault.NEVER_COMES_BACK) {
                return;
            }
            try (Connection dialled = dial()) {
                connection = Optional.of(dialled);
                first = false;
                answers.reconnected();
                serve(new DelimitedMessages(dialled, REQUEST_BYTES_MAX));
            } catch (IOException | PeerException e) {
                // The node is away or hung up; it is dialled again.
                connection = Optional.empty();
            }
        }
    }

    private void serve(DelimitedMessages messages) throws PeerException, IOException {
        while (closed.getCount() > 0) {
            List<Bytes> replies = answers.to(messages.receive(deadline()));
            if (replies.isEmpty()) {
                return;
            }
            for (Bytes reply : replies) {
                messages.send(reply, deadline());
                if (reply.equals(PONG)) {
                    pings.release();
                }
            }
        }
    }

    private Connection dial() throws IOException, PeerException {
        return switch (address) {
            case ListenAddress.Unix(var path) ->
                    SocketConnection.over(SocketChannel.open(UnixDomainSocketAddress.of(path)));
            case ListenAddress.Tcp(String host, int port) ->
                    SecretConnection.establish(
                            SocketConnection.over(
                                    SocketChannel.open(new InetSocketAddress(host, port))),
                            identity,
                            deadline());
        };
    }

    private static Deadline deadline() {
        return Deadline.after(PATIENCE, Ticker.SYSTEM);
    }

    private boolean isClosed(Duration within) {
        try {
            return closed.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
