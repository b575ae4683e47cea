package countersign.harness.signer;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Dialer;
import countersign.connection.Ticker;
import countersign.connection.secret.ConnectionKey;
import countersign.connection.socket.TcpDialer;
import countersign.connection.socket.UnixDialer;
import countersign.consensus.ChainId;
import countersign.consensus.PublicKey;
import countersign.event.Event;
import countersign.event.Events;
import countersign.event.LinkName;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.MarkStore;
import countersign.guard.RawSigning;
import countersign.guard.StateFile;
import countersign.guard.StoreException;
import countersign.harness.node.ListenAddress;
import countersign.keyring.ConsensusSigner;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.session.LinkSettings;
import countersign.session.Session;
import countersign.session.Supervisor;
import countersign.session.Validator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// The signer itself, with its real guard, state file, session and supervisor.
public final class RealSigner implements AutoCloseable {
    /// The name of the threads that serve links.
    public static final String THREAD = "real signer";

    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MISHAPS_MAX = 100;

    private final List<Event> mishaps = new CopyOnWriteArrayList<>();
    private volatile Events also = _ -> {};
    private final Validator validator;
    private final List<Supervisor> supervisors;
    private final List<Thread> threads;

    private RealSigner(
            List<ListenAddress> nodes,
            ChainId chain,
            KeyHandle key,
            MarkStore state,
            Duration timeout,
            UnaryOperator<Runnable> life) {
        Events events = this::hear;
        Guard guard = new Guard(chain, key.publicKey(), state, RawSigning.FORBIDDEN, events);
        this.validator = new Validator(guard, new ConsensusSigner(key));
        this.supervisors = nodes.stream().map(node -> supervisor(node, chain, timeout)).toList();
        this.threads =
                supervisors.stream()
                        .map(
                                link ->
                                        Thread.ofPlatform()
                                                .daemon()
                                                .name(THREAD)
                                                .start(life.apply(link)))
                        .toList();
    }

    /// Starts a signer with this state, which is created if it is not there.
    public static RealSigner start(ListenAddress address, ChainId chain, TestKey key, Path state)
            throws StoreException {
        return start(address, chain, key, state, TIMEOUT);
    }

    /// The same with another patience for a silent node.
    public static RealSigner start(
            ListenAddress address, ChainId chain, TestKey key, Path state, Duration timeout)
            throws StoreException {
        return start(List.of(address), chain, key, state, timeout);
    }

    /// The same for a validator with several nodes.
    public static RealSigner start(
            List<ListenAddress> nodes, ChainId chain, TestKey key, Path state)
            throws StoreException {
        return start(nodes, chain, key, state, TIMEOUT);
    }

    /// The same with another patience for silent nodes.
    public static RealSigner start(
            List<ListenAddress> nodes, ChainId chain, TestKey key, Path state, Duration timeout)
            throws StoreException {
        if (!Files.exists(state)) {
            StateFile.create(state, chain, key.publicKey(), new Mark.Unsigned());
        }
        StateFile opened = StateFile.open(state, chain, key.publicKey());
        return new RealSigner(
                nodes, chain, new Handle(key), opened, timeout, UnaryOperator.identity());
    }

    /// A signer with a store that was opened elsewhere, whose link is given another life than to
    /// end when it ends.
    public static RealSigner start(
            ListenAddress node,
            ChainId chain,
            TestKey key,
            MarkStore state,
            UnaryOperator<Runnable> life) {
        return new RealSigner(List.of(node), chain, new Handle(key), state, TIMEOUT, life);
    }

    /// What it said of broken links and failed state, the first hundred.
    public List<Event> mishaps() {
        return List.copyOf(mishaps);
    }

    @Override
    public void close() {
        supervisors.forEach(Supervisor::stop);
        try {
            for (Thread thread : threads) {
                thread.join(STOP_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        validator.guard().close();
        validator.signer().close();
    }

    private Supervisor supervisor(ListenAddress node, ChainId chain, Duration timeout) {
        LinkSettings settings =
                new LinkSettings(
                        new LinkName(chain, node.toString()), OptionalLong.empty(), true, timeout);
        return new Supervisor(
                new Session(validator, settings, this::hear, Ticker.SYSTEM),
                dialer(node),
                "",
                this::hear,
                Ticker.SYSTEM,
                new SecureRandom());
    }

    /// Also tells `listener` everything from now on.
    public void listen(Events listener) {
        also = listener;
    }

    private void hear(Event event) {
        also.emit(event);
        boolean mishap =
                event instanceof Event.Disconnected || event instanceof Event.ChainPoisoned;
        if (mishap && mishaps.size() < MISHAPS_MAX) {
            mishaps.add(event);
        }
    }

    private static Dialer dialer(ListenAddress address) {
        return switch (address) {
            case ListenAddress.Unix(Path path) -> new UnixDialer(path);
            case ListenAddress.Tcp(String host, int port) ->
                    new TcpDialer(
                            host,
                            port,
                            Optional.empty(),
                            ConnectionKey.ofSeed(SecretBytes.take(new byte[32])));
        };
    }

    private record Handle(TestKey key) implements KeyHandle {
        @Override
        public String provider() {
            return "test";
        }

        @Override
        public PublicKey publicKey() {
            return key.publicKey();
        }

        @Override
        public KeyLimits limits() {
            return KeyLimits.NONE;
        }

        @Override
        public Bytes sign(Bytes message, Deadline deadline) {
            return key.sign(message);
        }

        @Override
        public void close() {
            // The key belongs to the test.
        }
    }
}
