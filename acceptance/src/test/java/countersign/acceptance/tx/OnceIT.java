package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.acceptance.Child;
import countersign.acceptance.tx.LossyRpc.Fate;
import countersign.acceptance.tx.RealChain.Executed;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Nobody knows, when an answer is lost, whether the transaction was taken. Whatever is lost, each
/// request is executed once.
final class OnceIT {
    private static final Duration BROADCAST_MAX = Duration.ofMinutes(1);

    /// Enough for a signer that would send again to be seen doing so.
    private static final int POLLS_AFTER = 3;

    /// Two requests on blocks that take longer than a broadcast waits for; what happens to the
    /// first two broadcasts is the worst that can.
    @ParameterizedTest(name = "{0}")
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(names = "PASSED", mode = EnumSource.Mode.EXCLUDE)
    void brokenBroadcastsOnSlowBlocks_eachRequestExecutedOnce(
            Fate fate, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        Requests requests = new Requests();
        try (TerraFeeder feeder = TerraFeeder.start(folder, "4s");
                HttpService service = HttpService.start(requests);
                LossyRpc rpc = LossyRpc.before(feeder.chain(), n -> n < 2 ? fate : Fate.PASSED)) {
            feeder.configure(service, rpc.address(), "blocks = 1, min_secs = 1");
            requests.ask(feeder.prevote("first request"));
            requests.ask(feeder.prevote("second request"));
            try (Child signer = feeder.home().start()) {
                feeder.chain().awaitExecuted("first request", signer);
                feeder.chain().awaitExecuted("second request", signer);
                service.awaitMore(POLLS_AFTER, signer);
            }
            assertEquals(2, feeder.sequence(), "transactions of the account");
            assertOnce(feeder, "first request");
            assertOnce(feeder, "second request");
        }
    }

    /// The program dies while a broadcast is under way, which the node got or did not get.
    @ParameterizedTest(name = "{0}")
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(names = {"ANSWER_HELD", "REQUEST_HELD"})
    void killedInTheMiddleOfABroadcast_executedOnce(
            Fate fate, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException, InterruptedException {
        Requests requests = new Requests();
        try (TerraFeeder feeder = TerraFeeder.start(folder, "1s");
                HttpService service = HttpService.start(requests);
                LossyRpc rpc = LossyRpc.before(feeder.chain(), n -> n == 0 ? fate : Fate.PASSED)) {
            feeder.configure(service, rpc.address(), "blocks = 1, min_secs = 1");
            requests.ask(feeder.prevote("in flight"));
            try (Child signer = feeder.home().start()) {
                rpc.awaitHeld(BROADCAST_MAX);
                signer.kill();
            }
            try (Child signer = feeder.home().start()) {
                feeder.chain().awaitExecuted("in flight", signer);
                requests.ask(feeder.prevote("the next one"));
                feeder.chain().awaitExecuted("the next one", signer);
                service.awaitMore(POLLS_AFTER, signer);
            }
            assertEquals(2, feeder.sequence(), "transactions of the account");
            assertOnce(feeder, "in flight");
            assertOnce(feeder, "the next one");
        }
    }

    private static void assertOnce(TerraFeeder feeder, String memo) {
        List<Executed> executed = feeder.chain().executed(memo);
        assertEquals(1, executed.size(), () -> memo + ": " + executed);
        assertEquals(0, executed.getFirst().code(), memo);
    }
}
