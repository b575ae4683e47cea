package countersign.tx.policy;

import countersign.bytes.Check;

import java.math.BigDecimal;

/// What one transaction takes of one daily limit.
///
/// @param rule the limit, by its place in the configuration; the same as long as the place is
/// @param unit a denom; empty where the limit counts something else
/// @param amount not negative
public record Expense(String rule, String unit, BigDecimal amount) {
    public Expense {
        Check.that(amount.signum() >= 0, "nothing is earned by spending");
    }
}
