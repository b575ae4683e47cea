package countersign.acceptance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Await;
import countersign.acceptance.Child;
import countersign.acceptance.FakeChain;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.harness.node.ListenAddress;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Signals in the midst of work: SIGTERM and SIGHUP are an orderly end, SIGSTOP a pause of any
/// length. A request in flight is answered in full or not at all.
final class PauseIT {
    private static final long SEED = 20_260_103;
    private static final Duration ALIVE_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    /// Every so many signals one ends the process: TERM and HUP in turn.
    private static final int ENDS_EVERY = 4;

    private static final int SIGNATURES_MAX = 50;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Proof("C2")
    @Execution(ExecutionMode.CONCURRENT)
    void signalsWhileSigning_answerInFullOrNotAtAll(Figures figures) throws Exception {
        int signals = figures.size("signals", 20, 200);
        int secondsMax = figures.only(2, 60);
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(SEED);
        AtomicBoolean over = new AtomicBoolean();
        try (FakeChain chain =
                        FakeChain.create(
                                folder, new ListenAddress.Unix(folder.resolve("node.sock")));
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Child signer = chain.home().start();
            Future<Integer> load = threads.submit(() -> ask(chain, over));
            try {
                for (int i = 1; i <= signals; i++) {
                    awaitWork(chain, signer, load, random.nextInt(1, SIGNATURES_MAX));
                    if (i % ENDS_EVERY == 0) {
                        end(signer, i / ENDS_EVERY % 2 == 0 ? "HUP" : "TERM");
                        signer = chain.home().start();
                    } else {
                        pause(signer, Math.pow(secondsMax, random.nextDouble()));
                    }
                }
                awaitWork(chain, signer, load, SIGNATURES_MAX);
            } finally {
                over.set(true);
                signer.close();
            }
            figures.found("links lost", load.get());
            figures.found("answers in part", chain.node().answersInPart());
            assertEquals(0, chain.node().answersInPart());
            figures.found("conflicts", chain.ledger().violations().size());
            assertEquals(List.of(), chain.ledger().violations());
        }
    }

    private void end(Child signer, String signal) throws IOException {
        Machine.signal(signal, signer, folder);
        assertEquals(0, signer.awaitExit(STOP_MAX), signer::tail);
        assertTrue(signer.said().contains("Shutdown completed successfully"), signer::tail);
    }

    private void pause(Child signer, double seconds) throws IOException {
        Machine.signal("STOP", signer, folder);
        LockSupport.parkNanos((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
        Machine.signal("CONT", signer, folder);
    }

    private static void awaitWork(FakeChain chain, Child signer, Future<?> load, int signatures)
            throws Exception {
        int target = chain.ledger().size() + signatures;
        Await.until(
                "signature " + target,
                ALIVE_MAX,
                () -> chain.ledger().size() >= target || load.isDone(),
                signer::tail);
        if (load.isDone()) {
            throw new AssertionError("the node asks until the end, and not " + load.get());
        }
    }

    /// Asks until it is `over` and returns how often the link was lost.
    private static int ask(FakeChain chain, AtomicBoolean over) throws PeerException {
        Consensus consensus = new Consensus(chain);
        int linksLost = 0;
        boolean lost = false;
        while (!over.get()) {
            try {
                if (lost) {
                    consensus.askForConflicts();
                    lost = false;
                }
                consensus.sign(1);
            } catch (PeerException e) {
                // In a long pause again and again.
                assertNotEquals(PeerFault.MALFORMED, e.fault(), e::toString);
                linksLost++;
                lost = true;
            }
        }
        return linksLost;
    }
}
