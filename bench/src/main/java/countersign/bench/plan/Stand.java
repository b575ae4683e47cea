package countersign.bench.plan;

import countersign.bench.BenchException;
import countersign.bench.load.ChainLane;
import countersign.bench.load.Contender;
import countersign.bench.peer.Adapter;
import countersign.bench.peer.ChainPlace;
import countersign.bench.peer.SignerProcess;
import countersign.consensus.ChainId;
import countersign.harness.ledger.Ledger;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.ListenException;
import countersign.harness.node.NodeSettings;
import countersign.harness.node.NodeTimings;
import countersign.harness.node.Sources;
import countersign.harness.node.ValidatorNode;
import countersign.harness.wire.Dialect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One signer that runs, and its nodes, all connected.
public final class Stand implements AutoCloseable {
    /// A busy machine starts a hundred processes slowly.
    private static final NodeTimings TIMINGS =
            NodeTimings.COMET.withoutRetries().withAccept(Duration.ofSeconds(60));

    private static final int CONNECTING_MAX = 16;

    private final Contender contender;
    private final SignerProcess process;
    private final Duration firstSignature;

    private Stand(Contender contender, SignerProcess process, Duration firstSignature) {
        this.contender = contender;
        this.process = process;
        this.firstSignature = firstSignature;
    }

    /// A node for each chain, which listens and waits; the states of a signer in `home`.
    public static ValidatorNode listen(ChainId chain, Sources sources) throws BenchException {
        try {
            return ValidatorNode.listen(
                    new ListenAddress.Tcp("127.0.0.1", 0),
                    new NodeSettings(chain, Dialect.V0_38, true, TIMINGS),
                    new Ledger(),
                    sources);
        } catch (ListenException e) {
            throw new BenchException(e.what(), e.next(), e);
        }
    }

    /// Prepares a home for `chains` chains, starts the signer, times its first signature and waits
    /// for all its other connections.
    public static Stand open(Adapter adapter, Path home, int chains, Sources sources)
            throws BenchException {
        List<ChainLane> lanes = new ArrayList<>();
        List<ChainPlace> places = new ArrayList<>();
        for (int index = 0; index < chains; index++) {
            ChainId chain = new ChainId("bench-" + index);
            ValidatorNode node = listen(chain, sources);
            lanes.add(new ChainLane(node, sources.ticker()));
            places.add(
                    new ChainPlace(
                            chain,
                            (ListenAddress.Tcp) node.address(),
                            home.resolve("states").resolve(chain.value())));
        }
        Contender contender = new Contender(adapter.name(), true, lanes);
        try {
            adapter.prepare(home, places, "");
            return start(adapter, home, contender, lanes, sources);
        } catch (BenchException e) {
            contender.close();
            throw e;
        }
    }

    private static Stand start(
            Adapter adapter, Path home, Contender contender, List<ChainLane> lanes, Sources sources)
            throws BenchException {
        long start = sources.ticker().nanos();
        SignerProcess process = adapter.run(home);
        boolean done = false;
        try {
            lanes.getFirst().connect();
            lanes.getFirst().once();
            Duration first = Duration.ofNanos(sources.ticker().nanos() - start);
            connect(lanes.subList(1, lanes.size()));
            done = true;
            return new Stand(contender, process, first);
        } catch (BenchException e) {
            throw new BenchException(
                    adapter.name() + " gave no signature: " + e.what(),
                    "what it said: " + process.log(),
                    e);
        } finally {
            if (!done) {
                process.close();
            }
        }
    }

    public Contender contender() {
        return contender;
    }

    public SignerProcess process() {
        return process;
    }

    /// From the start of the process to its first signature, with the node waiting for it.
    public Duration firstSignature() {
        return firstSignature;
    }

    /// The signer first: nodes that go away are nothing for its log.
    @Override
    public void close() {
        process.close();
        contender.close();
    }

    private static void connect(List<ChainLane> lanes) throws BenchException {
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTING_MAX)) {
            List<Future<?>> connecting = new ArrayList<>();
            for (ChainLane lane : lanes) {
                connecting.add(
                        threads.submit(
                                () -> {
                                    lane.connect();
                                    return lane;
                                }));
            }
            for (Future<?> one : connecting) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", "", e);
        } catch (ExecutionException e) {
            throw new BenchException(String.valueOf(e.getCause()), "", e);
        }
    }
}
