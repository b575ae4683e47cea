package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.tx.RealChain.Executed;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Payments on a chain of today, in both ways that it lets accounts sign.
final class CurrentChainIT {
    /// What is written in different ways in JSON, in one of which it is signed.
    private static final String MEMO = "for <you> & me";

    private static final int POLLS_AFTER = 3;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"direct", "amino-json"})
    void paymentsThatPolicyAllows_executedInOrder(
            String format, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException {
        Requests requests = new Requests();
        try (SimappAccount account = SimappAccount.start(folder);
                HttpService service = HttpService.start(requests)) {
            account.configure(service, format);
            requests.ask(account.payment(MEMO, 123));
            requests.ask(account.payment("too much", 501));
            requests.ask(account.payment("astray", 1, account.home().account()));
            requests.ask(account.payment("the last one", 500));
            try (Child signer = account.home().start()) {
                account.chain().awaitExecuted("the last one", signer);
                service.awaitMore(POLLS_AFTER, signer);
            }
            assertEquals(2, account.sequence(), "transactions of the account");
            for (String memo : List.of(MEMO, "the last one")) {
                List<Executed> executed = account.chain().executed(memo);
                assertEquals(List.of(0), executed.stream().map(Executed::code).toList(), memo);
            }
            long left = SimappAccount.FUNDS - 123 - 500 - 2 * 10;
            String balances = account.balances(account.home().account());
            assertTrue(balances.contains('"' + Long.toString(left) + '"'), balances);
        }
    }
}
