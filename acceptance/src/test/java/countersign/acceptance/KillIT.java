package countersign.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import countersign.connection.PeerException;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Outcome;
import countersign.harness.node.Signed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private static final int KILLS = 50;
    private static final long SEED = 20_260_101;
    private static final Duration ALIVE_AGAIN_MAX = Duration.ofSeconds(20);

    /// A life of the signer lasts so many signatures and then an instant more, up to these.
    private static final int SIGNATURES_MAX = 200;

    private static final int INSTANT_NANOS_MAX = 5_000_000;

    @Test
    void killedFiftyTimesUnderLoad_noConflictAndNoMarkForgotten(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(SEED);
        AtomicBoolean over = new AtomicBoolean();
        try (FakeChain chain =
                        FakeChain.create(
                                folder, new ListenAddress.Unix(folder.resolve("node.sock")));
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Child first = chain.home().start();
            Future<Integer> load = threads.submit(() -> new Load(chain).run(over));
            try {
                killAgainAndAgain(chain, first, random, load);
            } finally {
                over.set(true);
            }
            int linksLost = resultOf(load);
            assertEquals(List.of(), chain.ledger().violations());
            assertEquals(KILLS, linksLost, "every kill was one of a signer at work");
        }
    }

    private static void killAgainAndAgain(
            FakeChain chain, Child first, RandomGenerator random, Future<Integer> load) {
        Child signer = first;
        for (int kill = 1; kill <= KILLS; kill++) {
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

    /// A node's consensus without pause. Its place only moves up.
    private record Load(FakeChain chain) {
        /// How often the link was lost until it was `over`.
        int run(AtomicBoolean over) throws PeerException {
            int linksLost = 0;
            for (long height = 1; !over.get(); height++) {
                for (Step step : List.of(Step.PROPOSE, Step.PREVOTE, Step.PRECOMMIT)) {
                    Hrs place = new Hrs(height, 0, step);
                    try {
                        assertInstanceOf(Outcome.Given.class, chain.ask(place, 0), "" + place);
                    } catch (PeerException e) {
                        linksLost++;
                        askForConflicts(place);
                    }
                }
            }
            return linksLost;
        }

        /// The last signature received must stand. Whether the one in flight was made nobody knows:
        /// of two rivals there either may win, never both, which is for the ledger to see.
        private void askForConflicts(Hrs inFlight) throws PeerException {
            Optional<Hrs> last = chain.ledger().highest(new ChainId(FakeChain.CHAIN), chain.key());
            if (last.isPresent()) {
                assertInstanceOf(
                        Outcome.Refused.class, chain.ask(last.get(), 1), "rival of " + last.get());
            }
            for (int rival = 1; rival >= 0; rival--) {
                if (chain.ask(inFlight, rival) instanceof Outcome.Wrong<Signed>(String why)) {
                    throw new AssertionError(why);
                }
            }
        }
    }
}
