package countersign.harness.link;

import static countersign.harness.Fixtures.CHAIN;
import static countersign.harness.Fixtures.LOOPBACK;
import static countersign.harness.Fixtures.QUICK;
import static countersign.harness.Fixtures.SOURCES;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.event.Event;
import countersign.harness.hostile.Act;
import countersign.harness.hostile.Cut;
import countersign.harness.hostile.HostileNode;
import countersign.harness.hostile.Transcript;
import countersign.harness.ledger.Ledger;
import countersign.harness.node.Blocks;
import countersign.harness.node.ChainDriver;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.NodeSettings;
import countersign.harness.node.NodeTimings;
import countersign.harness.node.ValidatorNode;
import countersign.harness.signer.RealSigner;
import countersign.harness.signer.TestKey;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Extensions;
import countersign.harness.wire.ProtoWriter;
import countersign.harness.wire.Query;
import countersign.harness.wire.QueryEncoder;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Nodes of one chain that take their time, or take nothing, while another chain signs.
final class SlowPeersTest {
    /// A signer is never less patient than this with a handshake.
    private static final Duration HANDSHAKE_MAX = Duration.ofSeconds(5);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /// Enough to fill what the system buffers of the answers that nobody reads.
    private static final int PINGS = 100_000;

    private static final Duration DRIP = Duration.ofMillis(250);

    /// A thousand of them keep two processors busy for minutes before the last is dialled again.
    private static final Duration ACCEPT_MAX = Duration.ofMinutes(10);

    private static final Duration WORD_MAX = Duration.ofSeconds(10);

    private static final NodeTimings PATIENT =
            new NodeTimings(
                    ACCEPT_MAX,
                    Duration.ofSeconds(60),
                    QUICK.pingInterval(),
                    1,
                    QUICK.retryPause());

    private static final List<Slowness> KINDS = List.of(Slowness.values());

    @TempDir private Path folder;

    /// How a node is slow. Each of these would go on for much longer than a signer's patience.
    private enum Slowness {
        HANDSHAKE,
        FRAME,
        NEVER_READS;

        List<Act> acts() {
            return switch (this) {
                case HANDSHAKE ->
                        List.of(new Act.Drip(Bytes.ofHex("220a20" + "09".repeat(32)), DRIP));
                case FRAME ->
                        List.of(
                                new Act.Handshake(),
                                new Act.Drip(ProtoWriter.delimited(longKeyRequest()), DRIP));
                case NEVER_READS -> List.of(new Act.Handshake(), new Act.Flood(ping(), PINGS));
            };
        }

        private static Bytes longKeyRequest() {
            return QueryEncoder.encode(new Query.ShowKey("x".repeat(200)), Dialect.V0_38);
        }

        private static Bytes ping() {
            return QueryEncoder.encode(new Query.Ping(), Dialect.V0_38);
        }
    }

    /// How long the longest handshake with each node took until it was given up.
    private final Map<String, Long> handshakes = new ConcurrentHashMap<>();

    /// How long the longest link to each node lived after its handshake.
    private final Map<String, Long> lives = new ConcurrentHashMap<>();

    /// The links that have ended, as the signer said so.
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

    private final Map<String, Long> dialled = new ConcurrentHashMap<>();
    private final Map<String, Long> connected = new ConcurrentHashMap<>();

    @Proof("E3")
    void slowNodes_areDroppedWhileAnotherChainSigns(Figures figures) throws Exception {
        int nodes = figures.size("slow nodes at once", 10, 1_000);
        ChainId slowChain = new ChainId("slow-1");
        List<HostileNode> hostile = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            hostile.add(HostileNode.listen(LOOPBACK, PATIENT, SOURCES));
        }
        List<ListenAddress> addresses = hostile.stream().map(HostileNode::address).toList();
        NodeSettings settings = new NodeSettings(CHAIN, Dialect.V0_38, false, QUICK);
        Ledger ledger = new Ledger();
        Path other = folder.resolve("other");
        try (ValidatorNode victim = ValidatorNode.listen(LOOPBACK, settings, ledger, SOURCES);
                RealSigner _ =
                        RealSigner.start(victim.address(), CHAIN, TestKey.generate(), other);
                RealSigner slow =
                        RealSigner.start(
                                addresses,
                                slowChain,
                                TestKey.generate(),
                                folder.resolve("slow"),
                                TIMEOUT);
                ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            slow.listen(this::hear);
            List<Future<?>> dropping = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                HostileNode node = hostile.get(i);
                Slowness slowness = KINDS.get(i % KINDS.size());
                dropping.add(pool.submit(() -> play(node, slowness)));
            }
            figures.found("heights signed meanwhile", signUntilDone(victim, dropping));
            for (Future<?> dropped : dropping) {
                dropped.get();
            }
            awaitWord(addresses);
            for (Slowness slowness : KINDS) {
                report(slowness, addresses, figures);
            }
            assertEquals(List.of(), ledger.violations());
        } finally {
            hostile.forEach(HostileNode::close);
        }
    }

    private static Transcript play(HostileNode node, Slowness slowness) throws Exception {
        // The first connection waited in the backlog since the signer was started; it is the next
        // whose whole life is seen.
        node.play(List.of(), Cut.NOWHERE);
        Transcript transcript = node.play(slowness.acts(), Cut.NOWHERE);
        assertTrue(transcript.broken().isPresent(), () -> "put up with " + slowness);
        return transcript;
    }

    private void hear(Event event) {
        long now = System.nanoTime();
        switch (event) {
            case Event.Dialling dialling -> {
                dialled.put(dialling.link().address(), now);
                connected.remove(dialling.link().address());
            }
            case Event.Connected link -> connected.put(link.link().address(), now);
            case Event.Disconnected broken -> {
                String link = broken.link().address();
                boolean shaken = connected.containsKey(link);
                Long since = (shaken ? connected : dialled).getOrDefault(link, now);
                (shaken ? lives : handshakes).merge(link, now - since, Math::max);
                ended.add(link);
            }
            default -> {
                // Nothing about a link's life.
            }
        }
    }

    private static int signUntilDone(ValidatorNode victim, List<Future<?>> dropping)
            throws Exception {
        ChainDriver driver =
                new ChainDriver(victim, new Blocks(3), SOURCES.clock(), Extensions.NONE);
        int height = 0;
        while (height < 50 || !dropping.stream().allMatch(Future::isDone)) {
            height++;
            assertEquals(List.of(), driver.play(height).faults());
        }
        assertEquals(1, victim.connections());
        return height;
    }

    /// A node knows that it was dropped before the signer says so.
    private void awaitWord(List<ListenAddress> nodes) throws InterruptedException {
        long end = System.nanoTime() + WORD_MAX.toNanos();
        long left = WORD_MAX.toNanos();
        while (left > 0 && !reported(nodes) && ended.poll(left, TimeUnit.NANOSECONDS) != null) {
            left = end - System.nanoTime();
        }
    }

    private boolean reported(List<ListenAddress> nodes) {
        return KINDS.stream().allMatch(kind -> longest(kind, nodes).compareTo(patience(kind)) >= 0);
    }

    /// The longest of all nodes of this kind. Where the machine is busy, some are given up in the
    /// handshake before they can be slow.
    private Duration longest(Slowness slowness, List<ListenAddress> nodes) {
        Map<String, Long> longest = slowness == Slowness.HANDSHAKE ? handshakes : lives;
        long nanos = 0;
        for (int i = KINDS.indexOf(slowness); i < nodes.size(); i += KINDS.size()) {
            nanos = Math.max(nanos, longest.getOrDefault(nodes.get(i).toString(), 0L));
        }
        return Duration.ofNanos(nanos);
    }

    private static Duration patience(Slowness slowness) {
        return slowness == Slowness.HANDSHAKE ? HANDSHAKE_MAX : TIMEOUT;
    }

    private void report(Slowness slowness, List<ListenAddress> nodes, Figures figures) {
        Duration life = longest(slowness, nodes);
        figures.found("ms until dropped for " + slowness, life.toMillis());
        Duration limit = patience(slowness);
        // What is never read is sent until the system buffers no more, which takes its time.
        Duration slack =
                slowness == Slowness.NEVER_READS
                        ? Duration.ofSeconds(45)
                        : figures.only(Duration.ofSeconds(10), Duration.ofSeconds(2));
        assertTrue(life.compareTo(limit) >= 0, life::toString);
        assertTrue(life.compareTo(limit.plus(slack)) < 0, life::toString);
    }
}
