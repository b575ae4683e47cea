package countersign.acceptance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.FakeChain;
import countersign.harness.node.ListenAddress;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The system calls of a signer at work show that no answer leaves before its mark is durable.
final class OrderIT {
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Proof("B4")
    @Execution(ExecutionMode.CONCURRENT)
    void answersInPlain_followTheirMarks(Figures figures) throws Exception {
        int signatures = figures.size("signatures over a unix socket", 50, 1_000);
        OrderTrace.Found found =
                traced(new ListenAddress.Unix(folder.resolve("node.sock")), signatures);
        figures.found("early", found.early().size());
        assertEquals(List.of(), found.early());
        assertEquals(signatures, found.answers(), "every answer was seen");
        assertEquals(signatures, found.marks(), "every mark was seen");
    }

    /// What travels in sealed frames cannot be told apart, but counted: with one request at a time
    /// the answer number n leaves when n marks are durable.
    @Proof("B4")
    @Execution(ExecutionMode.CONCURRENT)
    void sealedAnswers_followTheirMarks(Figures figures) throws Exception {
        int signatures = figures.size("signatures over TCP", 50, 1_000);
        OrderTrace.Found found = traced(new ListenAddress.Tcp("127.0.0.1", 0), signatures);
        assertEquals(signatures, found.marks(), "every mark was seen");
        assertEquals(signatures, found.sealed(), "one frame an answer");
        int early = Math.max(0, -found.leastLead());
        figures.found("early", early);
        assertEquals(0, early);
    }

    private OrderTrace.Found traced(ListenAddress listen, int signatures) throws Exception {
        Machine.require("strace");
        Strace strace = new Strace(folder.resolve("trace"));
        try (FakeChain chain = FakeChain.create(folder, listen);
                Child signer =
                        chain.home().start(chain.home().program().under(strace.watching()))) {
            new Consensus(chain).sign(signatures);
            signer.terminate();
            assertEquals(0, signer.awaitExit(STOP_MAX), signer::tail);
            assertTrue(chain.ledger().violations().isEmpty());
            return OrderTrace.read(
                    strace.lines(signer.id()), chain.home().stateFile().toRealPath().toString());
        }
    }
}
