package countersign.bench.trouble;

import countersign.bench.BenchException;
import countersign.bench.load.ChainLane;
import countersign.bench.plan.Stand;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Sources;
import countersign.harness.node.ValidatorNode;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A node of the neighbour that asks fifty times a second and takes what comes.
final class Asking implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ValidatorNode node;
    private final ChainLane lane;
    private final CountDownLatch closed = new CountDownLatch(1);

    Asking(Sources sources) throws BenchException {
        node = Stand.listen(Neighbour.CHAIN, sources);
        lane = new ChainLane(node, sources.ticker());
    }

    ListenAddress.Tcp address() {
        return (ListenAddress.Tcp) node.address();
    }

    void begin() {
        Thread.ofPlatform().daemon().name("neighbour").start(this::ask);
    }

    @Override
    public void close() {
        closed.countDown();
        lane.close();
    }

    private void ask() {
        try {
            while (!closed.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    lane.once();
                } catch (BenchException troubled) {
                    // That is what it is for.
                }
                lane.settle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
