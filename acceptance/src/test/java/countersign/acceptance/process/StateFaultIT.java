package countersign.acceptance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Await;
import countersign.acceptance.Child;
import countersign.acceptance.FakeChain;
import countersign.connection.PeerException;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Outcome;
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

/// A system call on the state goes wrong, or is the last thing the process does, at its start or
/// while it signs. One chain lives through all of it, so that each start is asked for what would
/// conflict with the life before.
final class StateFaultIT {
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration END_MAX = Duration.ofSeconds(20);
    private static final int KILLED = 137;

    /// More places than the last fault of all needs.
    private static final int PLACES_MAX = 60;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Proof("B3")
    @Execution(ExecutionMode.CONCURRENT)
    void callOnTheStateGoesWrong_nothingIsSignedAfterItAndNothingIsForgotten(Figures figures)
            throws Exception {
        Machine.require("strace");
        List<Fault> points = Fault.points(figures.size("faulty calls", 20, 400));
        try (FakeChain chain =
                FakeChain.create(folder, new ListenAddress.Unix(folder.resolve("node.sock")))) {
            Consensus consensus = new Consensus(chain);
            int reached = 0;
            for (Fault fault : points) {
                reached += live(chain, consensus, fault) ? 1 : 0;
                assertEquals(List.of(), chain.ledger().violations(), fault::toString);
            }
            try (Child healthy = chain.home().start()) {
                consensus.askForConflicts();
                consensus.sign(3);
                assertTrue(healthy.isAlive());
            }
            figures.found("of them hit", reached);
            figures.found("signatures", chain.ledger().size());
            figures.found("conflicts", chain.ledger().violations().size());
            assertEquals(points.size(), reached, "every fault hits");
        }
    }

    /// One life of the signer, until the fault. Whether there was one.
    private boolean live(FakeChain chain, Consensus consensus, Fault fault) throws IOException {
        Strace strace = new Strace(folder.resolve("strace-" + System.nanoTime()));
        List<String> wrapper = strace.injecting(chain.home().stateFile(), fault);
        try (Child signer = chain.home().launch(chain.home().program().under(wrapper))) {
            Await.until(
                    "a start or an end with " + fault,
                    START_MAX,
                    () -> signer.said().contains("added consensus") || !signer.isAlive(),
                    signer::tail);
            if (signer.isAlive()) {
                signUntilRefused(consensus, signer, fault);
            }
            boolean hit = hit(strace, fault);
            if (hit && !survives(signer)) {
                assertEnd(signer, fault);
            } else {
                signer.terminate();
                signer.awaitExit(END_MAX);
            }
            return hit;
        } finally {
            chain.node().drop();
        }
    }

    /// Asks until there is no signature. Afterwards the same process gives none at all.
    private static void signUntilRefused(Consensus consensus, Child signer, Fault fault) {
        try {
            consensus.askForConflicts();
            for (int i = 0; i < PLACES_MAX; i++) {
                Outcome<?> outcome = consensus.next();
                if (!(outcome instanceof Outcome.Given<?>)) {
                    assertTrue(signer.isAlive() || !fault.kills(), () -> "" + fault);
                    Outcome<?> after = consensus.next();
                    assertTrue(
                            after instanceof Outcome.Refused<?>,
                            () -> "signed after " + fault + ": " + after.describe());
                }
            }
        } catch (PeerException ended) {
            // The end of the process is looked at by the caller.
        }
    }

    private static boolean hit(Strace strace, Fault fault) {
        return strace.read().contains(fault.kills() ? "SIGKILL" : "(INJECTED)");
    }

    /// One block that cannot be read is a damaged copy, which the start makes good.
    private static boolean survives(Child signer) {
        return signer.said().contains("have been made good")
                && !signer.said().contains("no chain is left");
    }

    private static void assertEnd(Child signer, Fault fault) {
        int exit = signer.awaitExit(END_MAX);
        if (fault.kills()) {
            assertEquals(KILLED, exit, signer::tail);
            return;
        }
        assertNotEquals(0, exit, () -> fault + signer.tail());
        assertTrue(signer.said().contains("state/"), () -> fault + signer.tail());
        assertTrue(signer.said().contains("hint: "), () -> fault + signer.tail());
    }
}
