package countersign.tx.policy;

import java.math.BigDecimal;

/// What was signed away in the 24 hours before a judgement.
public interface Spending {
    /// Nothing yet.
    Spending NOTHING = (_, _) -> BigDecimal.ZERO;

    /// The sum of the [Expense]s of that rule and unit.
    BigDecimal spent(String rule, String unit);
}
