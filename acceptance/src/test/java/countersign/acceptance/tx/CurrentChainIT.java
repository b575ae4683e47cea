package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.tx.RealChain.Executed;
import countersign.acceptance.tx.Simapp.Version;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Payments on a chain of today, in both ways that it lets accounts sign.
final class CurrentChainIT {
    /// What is written in different ways in JSON, in one of which it is signed.
    private static final String MEMO = "for <you> & me";

    private static final int POLLS_AFTER = 3;
    private static final Duration OUTCOME_MAX = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.shared();

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
            List<String> asked =
                    List.of(
                            account.payment(MEMO, 123),
                            account.payment("too much", 501),
                            account.payment("astray", 1, account.home().account()),
                            account.payment("the last one", 500));
            asked.forEach(requests::ask);
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
            assertHistory(account);
            assertJudgedAlike(account, asked);
        }
    }

    /// What the chain says of a transaction, every version in its own words, reaches the service.
    private static void assertToldOf(Executed last, HttpService service) {
        String told = service.asked().getLast().body();
        assertTrue(told.contains("\"hash\":\"" + last.hash() + '"'), told);
        assertTrue(told.contains("\"deliver_tx\":{\"code\":0,"), told);
    }

    /// A node without an index cannot be asked for a transaction by its hash. Its blocks and their
    /// results tell all the same.
    @Test
    void nodeWithoutIndex_outcomesAreReadOffItsBlocks(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        Requests requests = new Requests();
        try (SimappAccount account =
                        SimappAccount.start(
                                Version.SDK_050,
                                folder,
                                TxSignerHome::create,
                                SimappAccount.Index.OFF);
                HttpService service = HttpService.start(requests)) {
            account.configure(service, "direct");
            requests.ask(account.payment("one", 123));
            requests.ask(account.payment("another", 500));
            try (Child signer = account.home().start()) {
                account.chain().awaitSequence(account.home().account(), 2);
                signer.awaitWords("successfully broadcast TX 1 ", OUTCOME_MAX);
            }
            List<JsonNode> rows = history(account);
            assertEquals(List.of("committed", "committed"), texts(rows, "result"));
            for (JsonNode row : rows) {
                assertTrue(text(row, "words").startsWith("at height "), row::toString);
            }
        }
    }

    /// Each request with what the chain itself says of it.
    private static void assertHistory(SimappAccount account) {
        List<JsonNode> rows = history(account);
        assertEquals(
                List.of("committed", "refused", "refused", "committed"), texts(rows, "result"));
        assertSame(account, rows.getFirst(), MEMO);
        assertSame(account, rows.getLast(), "the last one");
        for (JsonNode row : rows.subList(1, 3)) {
            assertTrue(text(row, "words").startsWith("policy."), row::toString);
            assertTrue(!row.has("hash"), row::toString);
        }
        String told = account.home().tx(0, "history");
        assertTrue(told.contains(account.home().account() + ": 4 of 4 requests"), told);
        for (JsonNode row : rows) {
            String line = "  " + text(row, "result") + " ";
            assertTrue(told.contains(line) && told.contains(text(row, "words")), told);
        }
    }

    private static void assertSame(SimappAccount account, JsonNode row, String memo) {
        Executed executed = account.chain().executed(memo).getFirst();
        assertEquals(executed.hash(), text(row, "hash"), memo);
        assertEquals("at height " + executed.height(), text(row, "words"), memo);
    }

    /// `tx check` says of the service's answer what the signer did.
    private static void assertJudgedAlike(SimappAccount account, List<String> asked)
            throws IOException {
        Path answer = account.home().file("answer.json");
        Files.writeString(answer, Requests.body(String.join(",", asked)));
        String told = account.home().tx(1, "check", answer.toString());
        List<String> verdicts =
                told.lines().filter(line -> line.matches("(allowed|refused by) ?.*")).toList();
        assertEquals(
                List.of("allowed", "refused", "refused", "allowed"),
                verdicts.stream().map(line -> line.replaceAll("[ :].*", "")).toList(),
                told);
        List<JsonNode> rows = history(account);
        for (int i = 1; i <= 2; i++) {
            assertEquals("refused by " + text(rows.get(i), "words"), verdicts.get(i));
        }
        Files.writeString(answer, Requests.body(asked.getFirst()));
        account.home().tx(0, "check", answer.toString());
    }

    private static List<JsonNode> history(SimappAccount account) {
        String told = account.home().tx(0, "history", "--json");
        return told.lines().filter(line -> line.startsWith("{")).map(JSON::readTree).toList();
    }

    private static List<String> texts(List<JsonNode> rows, String name) {
        return rows.stream().map(row -> text(row, name)).toList();
    }

    private static String text(JsonNode row, String name) {
        return row.path(name).asString("");
    }
}
