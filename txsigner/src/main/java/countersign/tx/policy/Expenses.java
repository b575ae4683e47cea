package countersign.tx.policy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What a transaction adds to what was spent, limit by limit.
final class Expenses {
    private record Limit(String rule, String unit) {}

    private final Spending before;
    private final Map<Limit, BigDecimal> added = new LinkedHashMap<>();

    Expenses(Spending before) {
        this.before = before;
    }

    List<Expense> all() {
        return added.entrySet().stream()
                .filter(entry -> entry.getValue().signum() > 0)
                .map(e -> new Expense(e.getKey().rule(), e.getKey().unit(), e.getValue()))
                .toList();
    }

    /// Adds to a limit that may be none.
    void count(String rule, BigDecimal number, OptionalLong max, String whose)
            throws DeniedException {
        if (max.isPresent()) {
            spend(rule, "", number, BigDecimal.valueOf(max.getAsLong()), whose);
        }
    }

    void money(String rule, Map<String, BigDecimal> paid, Map<String, BigDecimal> max, String whose)
            throws DeniedException {
        for (Map.Entry<String, BigDecimal> coin : paid.entrySet()) {
            BigDecimal limit = max.getOrDefault(coin.getKey(), BigDecimal.ZERO);
            spend(rule, coin.getKey(), coin.getValue(), limit, whose);
        }
    }

    /// @param amount not negative
    void spend(String rule, String unit, BigDecimal amount, BigDecimal max, String whose)
            throws DeniedException {
        BigDecimal now = added.merge(new Limit(rule, unit), amount, BigDecimal::add);
        BigDecimal sum = before.spent(rule, unit).add(now);
        if (amount.signum() > 0 && sum.compareTo(max) > 0) {
            String name = unit.isEmpty() ? "" : " " + Shown.bare(unit);
            throw new DeniedException(
                    rule,
                    "with %s the last 24 hours would come to %s%s, of %s allowed"
                            .formatted(whose, Shown.number(sum), name, Shown.number(max)));
        }
    }
}
