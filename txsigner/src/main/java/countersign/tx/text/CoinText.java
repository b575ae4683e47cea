package countersign.tx.text;

import countersign.bytes.Bug;
import countersign.json.Fields;
import countersign.json.JsonValue;
import countersign.json.Problems;
import countersign.tx.Coin;
import countersign.tx.Fee;
import countersign.tx.Value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Coins and what concerns the whole transaction: fee and memo.
public final class CoinText {
    /// The longest memo that any chain is known to allow.
    public static final int MEMO_BYTES_MAX = 512;

    /// Kinds of money in one list.
    private static final int COINS_MAX = 64;

    private final Written written;
    private final Problems problems;

    public CoinText(Problems problems) {
        this.written = new Written(problems);
        this.problems = problems;
    }

    /// One coin, of 0 or more.
    public Optional<Value.Struct> coin(JsonValue json) {
        if (!(json instanceof JsonValue.Members members)) {
            return written.wrong(json.at(), "this is " + json.kind() + " instead of a coin");
        }
        Fields fields = new Fields(members, problems);
        Optional<Value.Text> denom = fields.required("denom").flatMap(this::denom);
        Optional<Value.Whole> amount =
                fields.required("amount")
                        .flatMap(value -> written.whole(value, Written.Range.AMOUNT));
        fields.refuseOthers();
        return denom.flatMap(d -> amount.map(a -> coin(d, a)));
    }

    /// Coins as chains keep them: each kind once and more than nothing of it, sorted.
    public Optional<Value.Items> coins(JsonValue json) {
        if (!(json instanceof JsonValue.Items items)) {
            return written.wrong(json.at(), "this is " + json.kind() + " instead of coins");
        }
        List<Value> coins = new ArrayList<>();
        items.values().forEach(item -> coin(item).ifPresent(coins::add));
        if (coins.size() != items.values().size()) {
            return Optional.empty();
        }
        String wrong = disorder(coins.stream().map(CoinText::coin).toList());
        return wrong.isEmpty()
                ? Optional.of(new Value.Items(coins))
                : written.wrong(json.at(), wrong);
    }

    /// What concerns the whole transaction.
    public void check(Fee fee, String memo) {
        String wrong = disorder(fee.amount());
        if (!wrong.isEmpty()) {
            problems.add("fee.amount: " + wrong);
        }
        for (Coin coin : fee.amount()) {
            if (!Written.isDenom(coin.denom())) {
                problems.add("fee.amount: " + Fields.shown(coin.denom()) + " is no denomination");
            }
        }
        if (memo.chars().anyMatch(Character::isISOControl) || !Written.isPlain(memo)) {
            problems.add("memo: control characters or broken Unicode");
        } else if (Texts.utf8(memo).length() > MEMO_BYTES_MAX) {
            problems.add("memo: it is longer than " + MEMO_BYTES_MAX + " bytes");
        }
    }

    /// The struct that stands for a coin.
    public static Value.Struct struct(Coin coin) {
        return coin(new Value.Text(coin.denom()), new Value.Whole(coin.amount()));
    }

    /// The coin that a struct stands for.
    public static Coin coin(Value value) {
        if (value instanceof Value.Struct(Map<String, Value> fields)
                && fields.get("denom") instanceof Value.Text(String denom)
                && fields.get("amount") instanceof Value.Whole(BigInteger amount)) {
            return new Coin(denom, amount);
        }
        throw new Bug("a coin has a denomination and an amount");
    }

    private static Value.Struct coin(Value.Text denom, Value.Whole amount) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("denom", denom);
        fields.put("amount", amount);
        return new Value.Struct(fields);
    }

    private Optional<Value.Text> denom(JsonValue json) {
        return written.text(json)
                .flatMap(
                        text ->
                                Written.isDenom(text.value())
                                        ? Optional.of(text)
                                        : written.wrong(
                                                json.at(),
                                                Fields.shown(text.value())
                                                        + " is no denomination"));
    }

    private static String disorder(List<Coin> coins) {
        if (coins.size() > COINS_MAX) {
            return "there are more than " + COINS_MAX + " coins";
        }
        for (int i = 0; i < coins.size(); i++) {
            if (coins.get(i).amount().signum() == 0) {
                return "there is a coin of nothing";
            }
            if (i > 0 && coins.get(i - 1).denom().compareTo(coins.get(i).denom()) >= 0) {
                return "coins are sorted by denomination, each of which is there once";
            }
        }
        return "";
    }
}
