package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.tx.RealChain.Executed;
import countersign.acceptance.tx.Simapp.Version;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        pay(Version.SDK_050, format, folder);
    }

    @Tag("chain")
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"SDK_053, direct", "SDK_053, amino-json", "SDK_055, direct", "SDK_055, amino-json"})
    void sameOnNewerChains_executedInOrder(
            Version version, String format, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException {
        pay(version, format, folder);
    }

    private static void pay(Version version, String format, Path folder) throws IOException {
        Requests requests = new Requests();
        try (SimappAccount account = SimappAccount.start(version, folder);
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
            assertToldOf(account.chain().executed("the last one").getFirst(), service);
            for (String memo : List.of(MEMO, "the last one")) {
                List<Executed> executed = account.chain().executed(memo);
                assertEquals(List.of(0), executed.stream().map(Executed::code).toList(), memo);
            }
            long left = SimappAccount.FUNDS - 123 - 500 - 2 * 10;
            String balances = account.balances(account.home().account());
            assertTrue(balances.contains('"' + Long.toString(left) + '"'), balances);
        }
    }

    /// What the chain says of a transaction, every version in its own words, reaches the service.
    private static void assertToldOf(Executed last, HttpService service) {
        String told = service.asked().getLast().body();
        assertTrue(told.contains("\"hash\":\"" + last.hash() + '"'), told);
        assertTrue(told.contains("\"deliver_tx\":{\"code\":0,"), told);
    }
}
