package countersign.acceptance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.acceptance.Await;
import countersign.acceptance.Child;
import countersign.acceptance.FakeChain;
import countersign.connection.PeerException;
import countersign.harness.node.ListenAddress;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// `kill -9` at random instants while a node asks without pause. The node keeps every signature
/// that ever reached it, and after each kill asks for what would conflict with them.
final class KillIT {
    private static final long SEED = 20_260_101;
    private static final Duration ALIVE_AGAIN_MAX = Duration.ofSeconds(20);

    /// A life of the signer lasts so many signatures and then an instant more, up to these.
    private static final int SIGNATURES_MAX = 200;

    private static final int INSTANT_NANOS_MAX = 5_000_000;

    @Proof("C1")
    void killedUnderLoad_noConflictAndNoMarkForgotten(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder, Figures figures)
            throws Exception {
        int kills = figures.size("kills", 50, 1_000);
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(SEED);
        AtomicBoolean over = new AtomicBoolean();
        try (FakeChain chain =
                        FakeChain.create(
                                folder, new ListenAddress.Unix(folder.resolve("node.sock")));
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Child first = chain.home().start();
            Future<Integer> load = threads.submit(() -> load(chain, over));
            try {
                killAgainAndAgain(kills, chain, first, random, load);
            } finally {
                over.set(true);
            }
            int linksLost = resultOf(load);
            figures.found("signatures", chain.ledger().size());
            figures.found("conflicts", chain.ledger().violations().size());
            assertEquals(List.of(), chain.ledger().violations());
            assertEquals(kills, linksLost, "every kill was one of a signer at work");
        }
    }

    private static void killAgainAndAgain(
            int kills, FakeChain chain, Child first, RandomGenerator random, Future<Integer> load) {
        Child signer = first;
        for (int kill = 1; kill <= kills; kill++) {
            int target = chain.ledger().size() + random.nextInt(1, SIGNATURES_MAX);
            Await.until(
                    "signature " + target + " before kill " + kill,
                    ALIVE_AGAIN_MAX,
                    () -> chain.ledger().size() >= target || load.isDone(),
                    signer::tail);
            LockSupport.parkNanos(random.nextInt(INSTANT_NANOS_MAX));
            signer.kill();
            if (load.isDone()) {
                return;
            }
            signer = chain.home().start();
        }
        int target = chain.ledger().size() + SIGNATURES_MAX;
        Await.until(
                "work after the last kill",
                ALIVE_AGAIN_MAX,
                () -> chain.ledger().size() >= target || load.isDone(),
                signer::tail);
    }

    private static int resultOf(Future<Integer> load) throws Exception {
        try {
            return load.get();
        } catch (ExecutionException e) {
            throw new AssertionError("the load ended early", e.getCause());
        }
    }

    /// Asks until it is `over` and returns how often the link was lost.
    private static int load(FakeChain chain, AtomicBoolean over) throws PeerException {
        Consensus consensus = new Consensus(chain);
        int linksLost = 0;
        while (!over.get()) {
            try {
                consensus.sign(1);
            } catch (PeerException e) {
                linksLost++;
                consensus.askForConflicts();
            }
        }
        return linksLost;
    }
}
