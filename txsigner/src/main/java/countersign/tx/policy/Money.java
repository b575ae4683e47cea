package countersign.tx.policy;

import countersign.tx.Value;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Coins in the fields of a message.
final class Money {
    private Money() {}

    /// What the values hold, by denom; empty where one of them is no coin, or a negative one.
    static Optional<Map<String, BigDecimal>> in(List<Value> values) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        for (Value value : values) {
            if (!(value instanceof Value.Struct(Map<String, Value> fields))
                    || !(fields.get("denom") instanceof Value.Text(String denom))
                    || fields.keySet().stream().anyMatch(name -> !isOfCoin(name))) {
                return Optional.empty();
            }
            Value written = fields.get("amount");
            Optional<BigDecimal> amount =
                    written == null ? Optional.of(BigDecimal.ZERO) : Leaves.number(written);
            if (amount.isEmpty() || amount.get().signum() < 0) {
                return Optional.empty();
            }
            sums.merge(denom, amount.get(), BigDecimal::add);
        }
        return Optional.of(sums);
    }

    static void atMost(
            String rule, Map<String, BigDecimal> paid, Map<String, BigDecimal> max, String whose)
            throws DeniedException {
        for (Map.Entry<String, BigDecimal> coin : paid.entrySet()) {
            BigDecimal limit = max.getOrDefault(coin.getKey(), BigDecimal.ZERO);
            if (coin.getValue().compareTo(limit) > 0) {
                throw new DeniedException(
                        rule,
                        "%s is %s %s, more than %s"
                                .formatted(
                                        whose,
                                        Shown.number(coin.getValue()),
                                        Shown.bare(coin.getKey()),
                                        Shown.number(limit)));
            }
        }
    }

    private static boolean isOfCoin(String name) {
        return name.equals("denom") || name.equals("amount");
    }
}
