package countersign.tx.policy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What holds for a transaction as a whole. What is empty limits nothing.
///
/// @param feeMax of one transaction; a denom that is missing in it may not be paid
/// @param feeMaxPerDay as `feeMax`, of a day
/// @param memo one of which the memo is like
/// @param counts how many there may be
public record Ceilings(
        Optional<Map<String, BigDecimal>> feeMax,
        Optional<Map<String, BigDecimal>> feeMaxPerDay,
        OptionalLong gasMax,
        Optional<List<Pattern>> memo,
        Counts counts) {
    /// Nothing is limited.
    public static final Ceilings NONE =
            new Ceilings(
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    new Counts(OptionalLong.empty(), OptionalLong.empty()));

    public Ceilings {
        feeMax = feeMax.map(max -> Collections.unmodifiableMap(new LinkedHashMap<>(max)));
        feeMaxPerDay =
                feeMaxPerDay.map(max -> Collections.unmodifiableMap(new LinkedHashMap<>(max)));
        memo = memo.map(List::copyOf);
    }

    /// How many there may be.
    ///
    /// @param messages in one transaction, those within others too
    /// @param transactionsPerDay signed in a day
    public record Counts(OptionalLong messages, OptionalLong transactionsPerDay) {}
}
