package countersign.tx.amino;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.tx.Account;
import countersign.tx.AccountNumber;
import countersign.tx.Chance;
import countersign.tx.RefusedRequestException;
import countersign.tx.Samples;
import countersign.tx.Transaction;
import countersign.tx.schema.Schema;
import countersign.tx.text.GoJson;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/// Transactions by chance, there and back.
final class StdTxRoundTripTest {
    private static final int TRANSACTIONS = 200;
    private static final Schema SCHEMA = Schemas.cosmos();
    private static final StdTxFormat FORMAT = new StdTxFormat(SCHEMA);
    private static final Account ACCOUNT =
            new Account(
                    Samples.key("A1EMaeYmBD7aKTzNOuz0mlaKmqtiFz53VA/jhaRU5hUT"),
                    new AccountNumber(7),
                    3);

    private final Chance chance = new Chance(new Random(20_261_121L));

    @Test
    void encodedTransaction_saysWhatWasDecoded() throws RefusedRequestException, IOException {
        for (int i = 0; i < TRANSACTIONS; i++) {
            Transaction transaction = FORMAT.decode(Samples.request(request()), 0);

            AminoDecoder.Decoded back =
                    new AminoDecoder(SCHEMA)
                            .stdTx(FORMAT.encode(transaction, ACCOUNT, ACCOUNT.key().value()));

            assertEquals(transaction.messages(), back.messages());
            assertEquals(transaction.memo(), back.memo());
            assertEquals(transaction.fee().gas(), back.gas());
        }
    }

    /// What is signed is itself a request for the same transaction.
    @Test
    void signDocument_saysWhatWasDecoded() throws RefusedRequestException {
        for (int i = 0; i < TRANSACTIONS; i++) {
            Transaction transaction = FORMAT.decode(Samples.request(request()), 0);
            byte[] signed = FORMAT.signBytes(transaction, ACCOUNT).toArray();

            Transaction back =
                    FORMAT.decode(Samples.request(new String(signed, StandardCharsets.UTF_8)), 0);

            assertEquals(transaction, back);
        }
    }

    private String request() {
        return GoJson.object(
                Map.of(
                        "chain_id",
                        "\"c-1\"",
                        "fee",
                        GoJson.object(
                                Map.of(
                                        "amount",
                                        chance.coins(),
                                        "gas",
                                        chance.whole(64, true).replace("-", ""))),
                        "memo",
                        "\"<m>\"",
                        "msgs",
                        chance.list(() -> message(2))));
    }

    private String message(int depth) {
        Map<String, String> fields = new HashMap<>();
        fields.put("a", chance.whole(64, true));
        fields.put("b", chance.number(32, true).toString());
        fields.put("c", chance.bool());
        fields.put("d", chance.whole(256, true));
        fields.put("e", chance.list(() -> chance.whole(64, false)));
        fields.put("f", chance.list(chance::text));
        fields.put("g", chance.base64());
        fields.put("h", chance.list(chance::bool));
        fields.put("i", chance.list(() -> depth == 0 ? vote() : message(depth - 1)));
        fields.put(
                "j",
                GoJson.object(
                        Map.of("address", chance.address("cosmos"), "coins", chance.coins())));
        fields.put("k", chance.number(32, false).toString());
        fields.put("l", chance.list(chance::decimal));
        return named("test/Msg", fields);
    }

    private String vote() {
        return named(
                "cosmos-sdk/MsgVote",
                Map.of("proposal_id", chance.whole(64, false), "option", "\"NoWithVeto\""));
    }

    private static String named(String type, Map<String, String> fields) {
        return GoJson.object(Map.of("type", GoJson.text(type), "value", GoJson.object(fields)));
    }
}
