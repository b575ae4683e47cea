package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.PackagedProgram;
import countersign.acceptance.tx.RealChain.Executed;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The standard modules of a chain before Cosmos SDK v0.40, with the schema that comes with the
/// program: names with hyphens, coins of several kinds, messages within messages.
@Tag("chain")
final class StdTxIT {
    private static final String FUNDS = "1000000";

    /// What comes before is looked for among the bytes of the chain's transactions.
    private static final String OTHER_LETTERS = "\u00e9 \u6f22 \u2028 \u2029";

    private static final int POLLS_AFTER = 3;

    @Test
    void standardMessages_executedOnce(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException {
        StdTxChain program = new StdTxChain(StdTxChain.Version.SIMAPP, folder.resolve("chain"));
        Requests requests = new Requests();
        try (RealChain chain = RealChain.init(program, "1s");
                HttpService service = HttpService.start(requests)) {
            chain.start();
            TxSignerHome home =
                    TxSignerHome.create(folder.resolve("signer"), chain.chainId(), "cosmos");
            String money = FUNDS + "stake," + FUNDS + StdTxChain.SECOND_DENOM;
            chain.act(() -> program.send(chain.port(), home.account(), money));
            configure(home, service, chain);
            String own = home.account();
            String other = program.validatorAccount();
            requests.ask(transaction("coins", send(own, other)));
            requests.ask(transaction("<you> & me " + OTHER_LETTERS, send(own, other)));
            requests.ask(transaction("lists", multiSend(own, other)));
            requests.ask(transaction("within", proposal(own, text())));
            requests.ask(transaction("refused", proposal(own, spending(own))));
            requests.ask(transaction("all of it", everything(own, other)));
            List<String> memos = List.of("coins", "<you> & me ", "lists", "within", "all of it");
            try (Child signer = home.start()) {
                chain.awaitExecuted(memos.getLast(), signer);
                service.awaitMore(POLLS_AFTER, signer);
            }
            for (String memo : memos) {
                List<Executed> executed = chain.executed(memo);
                assertEquals(List.of(0), executed.stream().map(Executed::code).toList(), memo);
            }
            assertTrue(chain.executed("refused").isEmpty());
            assertEquals(memos.size(), chain.standing(own).sequence(), "its transactions");
        }
    }

    private static void configure(TxSignerHome home, HttpService service, RealChain chain)
            throws IOException {
        Path schema =
                PackagedProgram.repository()
                        .resolve("app/src/main/resources/countersign/app/config/schema")
                        .resolve("cosmos-sdk-0.39.toml");
        home.configure(
                """
                [[tx_signer]]
                chain_id = "%s"
                schema = "%s"
                account_address = "%s"
                acl = { msg_type = ["cosmos-sdk/MsgSend", "cosmos-sdk/MsgMultiSend", \
                "cosmos-sdk/MsgSubmitProposal", "cosmos-sdk/TextProposal"] }
                poll_interval = { blocks = 1, min_secs = 1 }
                source = { protocol = "jsonrpc", uri = "%s" }
                rpc = { addr = "%s" }
                """
                        .formatted(
                                chain.chainId(),
                                schema,
                                home.account(),
                                service.uri("/standard"),
                                RealChain.rpcAddress(chain.port())));
    }

    private static String transaction(String memo, String messages) {
        return """
        {"chain_id":"simapp-1","fee":{"amount":[{"denom":"stake","amount":"10"}],"gas":"500000"},\
        "memo":"%s","msgs":[%s]}\
        """
                .formatted(memo, messages);
    }

    private static String everything(String from, String to) {
        return String.join(",", proposal(from, text()), multiSend(from, to), send(from, to));
    }

    private static String send(String from, String to) {
        return """
        {"type":"cosmos-sdk/MsgSend","value":{"from_address":"%s","to_address":"%s",\
        "amount":[{"denom":"stake","amount":"123"},{"denom":"ukrw","amount":"45"}]}}\
        """
                .formatted(from, to);
    }

    private static String multiSend(String from, String to) {
        return """
        {"type":"cosmos-sdk/MsgMultiSend","value":{"inputs":[{"address":"%1$s","coins":\
        [{"denom":"stake","amount":"7"},{"denom":"ukrw","amount":"8"}]}],"outputs":\
        [{"address":"%2$s","coins":[{"denom":"stake","amount":"7"}]},\
        {"address":"%2$s","coins":[{"denom":"ukrw","amount":"8"}]}]}}\
        """
                .formatted(from, to);
    }

    private static String proposal(String proposer, String content) {
        return """
        {"type":"cosmos-sdk/MsgSubmitProposal","value":{"content":%s,\
        "initial_deposit":[{"denom":"stake","amount":"10"}],"proposer":"%s"}}\
        """
                .formatted(content, proposer);
    }

    private static String text() {
        return """
        {"type":"cosmos-sdk/TextProposal","value":{"title":"a <title>",\
        "description":"this & that"}}\
        """;
    }

    /// The chain would take it; the signer's list of types has it not.
    private static String spending(String recipient) {
        return """
        {"type":"cosmos-sdk/CommunityPoolSpendProposal","value":{"title":"money",\
        "description":"for me","recipient":"%s","amount":[{"denom":"stake","amount":"1"}]}}\
        """
                .formatted(recipient);
    }
}
