package countersign.tx.journal;

import countersign.tx.journal.Journal.Spent;
import countersign.tx.policy.Expense;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was spent, minute by minute: all that daily limits need of it, in a number of lines that
/// does not depend on how much was signed. A minute's expenses count as made at its last one, so
/// that none is forgotten too early.
final class Minutes {
    private record Limit(String rule, String unit) {}

    private final TreeMap<Instant, Map<Limit, BigDecimal>> sums = new TreeMap<>();
    private final Map<Instant, Instant> last = new HashMap<>();

    void add(Spent spent) {
        Instant minute = spent.at().truncatedTo(ChronoUnit.MINUTES);
        last.merge(minute, spent.at(), (a, b) -> a.isAfter(b) ? a : b);
        Map<Limit, BigDecimal> sum = sums.computeIfAbsent(minute, _ -> new LinkedHashMap<>());
        for (Expense expense : spent.expenses()) {
            sum.merge(new Limit(expense.rule(), expense.unit()), expense.amount(), BigDecimal::add);
        }
    }

    /// By their time.
    List<Spent> all() {
        List<Spent> all = new ArrayList<>();
        sums.forEach(
                (minute, sum) ->
                        all.add(
                                new Spent(
                                        last.getOrDefault(minute, minute),
                                        sum.entrySet().stream()
                                                .map(e -> expense(e.getKey(), e.getValue()))
                                                .toList())));
        return all;
    }

    private static Expense expense(Limit limit, BigDecimal amount) {
        return new Expense(limit.rule(), limit.unit(), amount);
    }
}
