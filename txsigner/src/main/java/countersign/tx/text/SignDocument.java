package countersign.tx.text;

import countersign.bytes.Bytes;
import countersign.tx.Account;
import countersign.tx.Coin;
import countersign.tx.Fee;
import countersign.tx.Transaction;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// The `StdSignDoc`: what is signed of a `StdTx`, and of a `TxRaw` in legacy amino JSON.
public final class SignDocument {
    private SignDocument() {}

    /// `messages` are JSON, in the transaction's order. The height at which the transaction times
    /// out is there where it has one.
    public static Bytes of(Transaction tx, Account account, Stream<String> messages) {
        Map<String, String> document = new LinkedHashMap<>();
        document.put("account_number", GoJson.text(account.number().toString()));
        document.put("chain_id", GoJson.text(tx.chain().value()));
        document.put("fee", fee(tx.fee()));
        document.put("memo", GoJson.text(tx.memo()));
        document.put("msgs", GoJson.list(messages.toList()));
        document.put("sequence", number(account.sequence()));
        if (tx.timeoutHeight() != 0) {
            document.put("timeout_height", number(tx.timeoutHeight()));
        }
        return Texts.utf8(GoJson.object(document));
    }

    /// A coin in JSON.
    public static String coin(Coin coin) {
        return GoJson.object(
                Map.of(
                        "denom",
                        GoJson.text(coin.denom()),
                        "amount",
                        GoJson.text(coin.amount().toString())));
    }

    private static String fee(Fee fee) {
        return GoJson.object(
                Map.of(
                        "amount",
                        GoJson.list(fee.amount().stream().map(SignDocument::coin).toList()),
                        "gas",
                        number(fee.gas())));
    }

    private static String number(long number) {
        return GoJson.text(Long.toString(number));
    }
}
