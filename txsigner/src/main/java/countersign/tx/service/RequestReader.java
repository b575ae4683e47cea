package countersign.tx.service;

import countersign.consensus.ChainId;
import countersign.json.Fields;
import countersign.json.JsonValue;
import countersign.json.JsonWriter;
import countersign.json.Problems;
import countersign.tx.Coin;
import countersign.tx.Fee;
import countersign.tx.RefusedRequestException;
import countersign.tx.TxRequest;
import countersign.tx.text.CoinText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads one transaction as services write it. Whatever it does not know is refused: a member that
/// is left aside may be the one that mattered.
public final class RequestReader {
    static final int MESSAGES_MAX = 256;

    private static final int COINS_MAX = 64;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final ChainId chain;

    public RequestReader(ChainId chain) {
        this.chain = chain;
    }

    /// The request, or all that is wrong with it.
    public TxRequest read(JsonValue json) throws RefusedRequestException {
        Problems problems = new Problems();
        if (!(json instanceof JsonValue.Members members)) {
            throw new RefusedRequestException(
                    List.of(json.at() + ": this is " + json.kind() + ", no transaction"));
        }
        Fields fields = new Fields(members, problems);
        fields.text("chain_id").ifPresent(text -> requireOurs(text, problems));
        Optional<Fee> fee = fields.members("fee").flatMap(value -> fee(value, problems));
        Optional<String> memo = fields.text("memo").map(text -> plain(text, problems));
        List<TxRequest.Asked> messages =
                fields.items("msgs").map(items -> messages(items, problems)).orElse(List.of());
        fields.refuseOthers();
        if (!problems.isEmpty() || fee.isEmpty() || memo.isEmpty()) {
            throw new RefusedRequestException(problems.all());
        }
        return new TxRequest(chain, fee.get(), memo.get(), messages);
    }

    /// The request as [#read] reads it.
    public static String write(TxRequest request) {
        List<String> coins = new ArrayList<>();
        for (Coin coin : request.fee().amount()) {
            coins.add(
                    new JsonWriter()
                            .text("denom", coin.denom())
                            .text("amount", coin.amount().toString())
                            .done());
        }
        List<String> messages = new ArrayList<>();
        for (TxRequest.Asked asked : request.messages()) {
            messages.add(
                    new JsonWriter()
                            .text("type", asked.type())
                            .raw("value", JsonWriter.of(asked.value()))
                            .done());
        }
        String fee =
                new JsonWriter()
                        .raw("amount", JsonWriter.list(coins))
                        .wholeInText("gas", request.fee().gas())
                        .done();
        return new JsonWriter()
                .text("chain_id", request.chain().value())
                .raw("fee", fee)
                .text("memo", request.memo())
                .raw("msgs", JsonWriter.list(messages))
                .done();
    }

    private void requireOurs(JsonValue.Text text, Problems problems) {
        if (!text.value().equals(chain.value())) {
            problems.add(
                    text.at()
                            + ": this is for chain "
                            + Fields.shown(text.value())
                            + ", and the key signs for `"
                            + chain
                            + "` alone");
        }
    }

    private static Optional<Fee> fee(JsonValue.Members json, Problems problems) {
        Fields fields = new Fields(json, problems);
        List<Coin> coins = new ArrayList<>();
        fields.items("amount")
                .ifPresent(
                        items -> {
                            if (items.values().size() > COINS_MAX) {
                                problems.add(items.at() + ": more than " + COINS_MAX + " coins");
                                return;
                            }
                            CoinText reader = new CoinText(problems);
                            items.values()
                                    .forEach(
                                            item ->
                                                    reader.coin(item)
                                                            .map(coin -> CoinText.coin(coin))
                                                            .ifPresent(coins::add));
                        });
        OptionalLong gas = fields.wholeInText("gas", Long.MAX_VALUE);
        fields.refuseOthers();
        return gas.isPresent() ? Optional.of(new Fee(coins, gas.getAsLong())) : Optional.empty();
    }

    private static List<TxRequest.Asked> messages(JsonValue.Items json, Problems problems) {
        int count = json.values().size();
        if (count == 0 || count > MESSAGES_MAX) {
            problems.add(json.at() + ": a transaction has 1 to " + MESSAGES_MAX + " messages");
            return List.of();
        }
        List<TxRequest.Asked> messages = new ArrayList<>();
        for (JsonValue value : json.values()) {
            message(value, problems).ifPresent(messages::add);
        }
        return messages;
    }

    private static Optional<TxRequest.Asked> message(JsonValue json, Problems problems) {
        if (!(json instanceof JsonValue.Members members)) {
            problems.add(json.at() + ": this is " + json.kind() + " instead of a message");
            return Optional.empty();
        }
        Fields fields = new Fields(members, problems);
        Optional<String> type = fields.text("type").map(text -> plain(text, problems));
        Optional<JsonValue.Members> value = fields.members("value");
        fields.refuseOthers();
        return type.isPresent() && value.isPresent()
                ? Optional.of(new TxRequest.Asked(json.at(), type.get(), value.get()))
                : Optional.empty();
    }

    /// Chains of different ages write control characters differently into what is signed.
    private static String plain(JsonValue.Text text, Problems problems) {
        if (CONTROL.matcher(text.value()).find()) {
            problems.add(text.at() + ": control characters have no place here");
        }
        return text.value();
    }
}
