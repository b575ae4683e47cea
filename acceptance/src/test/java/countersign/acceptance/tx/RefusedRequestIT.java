package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.tx.HttpService.Answer;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Whatever a service asks for that it may not have, or in a way that it may not ask, the chain
/// never hears of it.
final class RefusedRequestIT {
    /// Of the answers, those that ask for something.
    private static final int WELL_FORMED = 6;

    /// What the schema can encode and `acl` does not allow.
    private static final String OTHER_MESSAGE =
            """

            [[definition]]
            type_name = "oracle/MsgDelegateFeedConsent"
            fields = [
                { name = "operator", type = "sdk.ValAddress" },
                { name = "delegate", type = "sdk.AccAddress" },
            ]
            """;

    @Proof("T3")
    void refusedRequests_sequenceUnchanged(
            Figures figures, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException {
        Requests requests = new Requests();
        try (TerraFeeder feeder = TerraFeeder.start(folder, "1s");
                HttpService service = HttpService.start(requests)) {
            String rpc = RealChain.rpcAddress(feeder.chain().port());
            feeder.configure(service, rpc, "blocks = 1, min_secs = 0");
            feeder.describe(OTHER_MESSAGE);
            List<Answer> refused = refused(feeder);
            refused.forEach(requests::answer);
            try (Child signer = feeder.home().start()) {
                service.awaitMore(refused.size() + 1, signer);
                String said = signer.said();
                assertFalse(said.contains("signed TX"), said);
                assertEquals(1, denials(said, "oracle/MsgDelegateFeedConsent"), said);
                figures.found("transactions refused", denials(said, ""));
                assertEquals(WELL_FORMED, denials(said, ""), said);
                requests.ask(feeder.prevote("what it may have"));
                feeder.chain().awaitExecuted("what it may have", signer);
            }
            assertEquals(1, feeder.sequence(), "transactions of the account");
            assertTrue(feeder.chain().executed("refused").isEmpty());
        }
    }

    private static long denials(String said, String words) {
        return said.lines()
                .filter(line -> line.contains("access denied") && line.contains(words))
                .count();
    }

    private static List<Answer> refused(TerraFeeder feeder) throws IOException {
        String prevote = feeder.prevote("refused");
        return List.of(
                new Answer(500, Requests.body(prevote)),
                new Answer(404, Requests.body(prevote)),
                Answer.ok("{\"status\":\"error\",\"msg\":\"no prices\"}"),
                Answer.ok(""),
                Answer.ok("no JSON"),
                Answer.ok(Requests.body(prevote.replace("columbus-3", "columbus-4"))),
                Answer.ok(Requests.body(prevote.replace("MsgExchangeRatePrevote", "MsgSend"))),
                Answer.ok(Requests.body(feeder.consent("refused"))),
                Answer.ok(Requests.body(prevote.replace("\"denom\"", "\"denomination\""))),
                Answer.ok(Requests.body(prevote.replace("14bc5a", "<>").replace("terra1", "x"))),
                Answer.ok(Requests.body(prevote.replaceFirst("terra1", "cosmos1"))),
                Answer.lost());
    }
}
