package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.acceptance.Child;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// tmkms' sequence file is wrong: from a backup, from another machine, by hand. The chain knows
/// better.
final class SequenceFileIT {
    @Proof("T4")
    void sequenceFileAheadOrBehind_goesOnWhereTheChainIs(
            Figures figures, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException {
        List<Long> wrong = figures.only(List.of(9L, 0L), List.of(9L, 0L, 1L, 5L, 6L, 1_000_000L));
        Requests requests = new Requests();
        try (TerraFeeder feeder = TerraFeeder.start(folder, "1s");
                HttpService service = HttpService.start(requests)) {
            String rpc = RealChain.rpcAddress(feeder.chain().port());
            feeder.configure(service, rpc, "blocks = 1, min_secs = 1");
            serve(feeder, service, requests, "with no file");
            int served = 1;
            for (long sequence : wrong) {
                Files.writeString(
                        feeder.home().sequenceFile(), "{\"sequence\":" + sequence + "}\n");
                serve(feeder, service, requests, "with " + sequence + ".");
                assertEquals(++served, feeder.sequence(), "transactions of the account");
            }
            figures.found("wrong files", wrong.size());
            String left = Files.readString(feeder.home().sequenceFile());
            assertEquals(Integer.toString(served), left.replaceAll("[^0-9]", ""), left);
        }
    }

    private static void serve(
            TerraFeeder feeder, HttpService service, Requests requests, String memo)
            throws IOException {
        requests.ask(feeder.prevote(memo));
        try (Child signer = feeder.home().start()) {
            feeder.chain().awaitExecuted(memo, signer);
            assertEquals(1, feeder.chain().executed(memo).size(), memo);
            // It has heard of it when it asks the service for more.
            service.awaitMore(2, signer);
        }
    }
}
