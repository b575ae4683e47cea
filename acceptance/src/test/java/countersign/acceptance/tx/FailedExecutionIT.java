package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import countersign.acceptance.Child;
import countersign.acceptance.tx.RealChain.Executed;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What a chain has taken and could not do is not asked of it again.
final class FailedExecutionIT {
    private static final int POLLS_AFTER = 3;

    @Proof("T2")
    void executionFails_notSentAgain_nextRequestServed(
            Figures figures, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException {
        int failures = figures.size("failures", 2, 20);
        Requests requests = new Requests();
        try (TerraFeeder feeder = TerraFeeder.start(folder, "1s");
                HttpService service = HttpService.start(requests)) {
            String rpc = RealChain.rpcAddress(feeder.chain().port());
            feeder.configure(service, rpc, "blocks = 1, min_secs = 1");
            for (int i = 0; i < failures; i++) {
                requests.ask(feeder.voteWithoutPrevote(failure(i)));
            }
            requests.ask(feeder.prevote("after them"));
            try (Child signer = feeder.home().start()) {
                feeder.chain().awaitExecuted("after them", signer);
                service.awaitMore(POLLS_AFTER, signer);
            }
            for (int i = 0; i < failures; i++) {
                List<Executed> executed = feeder.chain().executed(failure(i));
                assertEquals(1, executed.size(), executed::toString);
                assertNotEquals(0, executed.getFirst().code(), "it failed");
            }
            assertEquals(failures + 1, feeder.sequence(), "transactions of the account");
        }
    }

    private static String failure(int number) {
        return "failure " + number + ".";
    }
}
