package countersign.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import countersign.acceptance.node.Ports;
import countersign.connection.PeerException;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// An orderly stop in the middle of work: what was begun is answered, and the exit says success.
final class SigtermIT {
    private static final int STOPS = 5;
    private static final int SIGNATURES = 50;
    private static final Duration START_MAX = Duration.ofSeconds(20);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    @Test
    void sigtermUnderLoad_answersOrClosesAndExitsWithZero(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        try (FakeChain chain =
                        FakeChain.create(
                                folder, new ListenAddress.Unix(folder.resolve("node.sock")));
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            long height = 0;
            for (int stop = 1; stop <= STOPS; stop++) {
                int target = chain.ledger().size() + SIGNATURES;
                long from = height + 1;
                try (Child signer = chain.home().start()) {
                    Future<Long> load = threads.submit(() -> signUntilClosed(chain, from));
                    Await.until(
                            "it signs",
                            START_MAX,
                            () -> chain.ledger().size() >= target || load.isDone(),
                            signer::tail);
                    assertFalse(load.isDone(), signer::tail);
                    signer.terminate();
                    assertEquals(0, signer.awaitExit(STOP_MAX), signer::tail);
                    height = load.get();
                }
            }
            assertEquals(List.of(), chain.ledger().violations());
        }
    }

    @Test
    void sigtermWhileTheNodeIsDown_exitsWithZero(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        SignerHome home = SignerHome.create(folder.resolve("signer"), "fake-1", "");
        home.makeKey("validator", "tcp://127.0.0.1:" + Ports.free());
        home.initState();
        try (Child signer = home.start()) {
            signer.awaitWords("Connection refused", START_MAX);
            signer.terminate();
            assertEquals(0, signer.awaitExit(STOP_MAX), signer::tail);
        }
    }

    /// Prevotes, one height after the other, until the link closes: at which height.
    private static long signUntilClosed(FakeChain chain, long from) {
        for (long height = from; ; height++) {
            try {
                Outcome<?> outcome = chain.ask(new Hrs(height, 0, Step.PREVOTE), 0);
                assertInstanceOf(Outcome.Given.class, outcome, outcome::describe);
            } catch (PeerException e) {
                return height;
            }
        }
    }
}
