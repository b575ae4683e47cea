package countersign.tx.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Expenses of the last day, so that limits hold over any 24 hours and not from midnight to
/// midnight. For one thread.
///
/// Whoever signs adds the expenses before the signature is made, and all of the last day again
/// after a start. An expense in the future, of a clock that was put back, counts until its day has
/// passed.
public final class DailySpending {
    private static final Duration DAY = Duration.ofHours(24);

    private record Entry(Instant at, Expense expense) {}

    private record Limit(String rule, String unit) {}

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    /// Adds what a transaction spends.
    public void add(Instant at, List<Expense> expenses) {
        for (Expense expense : expenses) {
            if (expense.amount().signum() > 0) {
                entries.add(new Entry(at, expense));
            }
        }
    }

    /// What counts at that time. Older expenses are forgotten for good.
    public Spending at(Instant now) {
        Instant dayAgo = now.minus(DAY);
        entries.removeIf(entry -> !entry.at().isAfter(dayAgo));
        Map<Limit, BigDecimal> sums = new HashMap<>();
        for (Entry entry : entries) {
            Expense expense = entry.expense();
            sums.merge(
                    new Limit(expense.rule(), expense.unit()), expense.amount(), BigDecimal::add);
        }
        return (rule, unit) -> sums.getOrDefault(new Limit(rule, unit), BigDecimal.ZERO);
    }
}
