package countersign.app.run;

import countersign.app.config.Config;
import countersign.app.config.Located;
import countersign.app.config.NodeAddress;
import countersign.app.config.ValidatorSettings;
import countersign.app.provider.ConfiguredKeys;
import countersign.app.state.Served;
import countersign.connection.Deadline;
import countersign.connection.Dialer;
import countersign.connection.Ticker;
import countersign.connection.socket.TcpDialer;
import countersign.connection.socket.UnixDialer;
import countersign.event.Events;
import countersign.event.LinkName;
import countersign.session.LinkSettings;
import countersign.session.Session;
import countersign.session.Supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/// All links to nodes, each with a platform thread of its own named `chain@address`.
final class Links {
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final List<Supervisor> supervisors = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /// Makes the links without starting them. `ended` is called on a link's thread when it is done.
    Links(
            Config config,
            ConfiguredKeys keys,
            Validators validators,
            Events events,
            Runnable ended) {
        for (Located<ValidatorSettings> located : config.validators()) {
            ValidatorSettings node = located.value();
            LinkName name = new LinkName(node.chain(), node.node().text());
            LinkSettings settings =
                    new LinkSettings(name, node.heightMax(), node.reconnects(), node.timeout());
            Supervisor supervisor =
                    new Supervisor(
                            new Session(
                                    validators.of(Served.by(node)),
                                    settings,
                                    events,
                                    Ticker.SYSTEM),
                            dialer(node.node(), keys),
                            nodeId(node.node(), keys),
                            events,
                            Ticker.SYSTEM,
                            RandomGenerator.getDefault());
            supervisors.add(supervisor);
            threads.add(
                    Thread.ofPlatform()
                            .name(name.toString())
                            .unstarted(
                                    () -> {
                                        supervisor.run();
                                        ended.run();
                                    }));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    int count() {
        return threads.size();
    }

    /// Whether a link broke that is not dialled again.
    boolean anyFailed() {
        return supervisors.stream().anyMatch(supervisor -> supervisor.failure().isPresent());
    }

    /// Ends every link after the request in flight. False where one did not end in time.
    boolean stop() {
        // All at once: each may wait for a device that takes its time.
        try (ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
            supervisors.forEach(supervisor -> stopping.execute(supervisor::stop));
        }
        Deadline deadline = Deadline.after(STOP_MAX, Ticker.SYSTEM);
        try {
            for (Thread thread : threads) {
                if (!thread.join(deadline.remaining())) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Dialer dialer(NodeAddress node, ConfiguredKeys keys) {
        return switch (node) {
            case NodeAddress.Tcp tcp ->
                    new TcpDialer(tcp.host(), tcp.port(), tcp.peerId(), keys.connecting(tcp));
            case NodeAddress.Unix(var socket) -> new UnixDialer(socket);
        };
    }

    private static String nodeId(NodeAddress node, ConfiguredKeys keys) {
        return switch (node) {
            case NodeAddress.Tcp tcp -> keys.connecting(tcp).nodeId();
            case NodeAddress.Unix _ -> "";
        };
    }
}
