package countersign.tx.policy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the values of a field may be. A field that is not there, or an empty list, counts as the
/// text of no characters; as 0 where numbers are wanted; as no money where money is.
public sealed interface Constraint {
    /// Anything, and anything within it.
    record Anything() implements Constraint {}

    /// Each value is one of these, compared as text; numbers by what they are worth. Bytes are
    /// lower-case hex, a flag is `true` or `false`.
    record OneOf(Set<String> values) implements Constraint {
        public OneOf {
            values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
        }
    }

    /// Each value, as text, is like one of these.
    record Like(List<Pattern> patterns) implements Constraint {
        public Like {
            patterns = List.copyOf(patterns);
        }
    }

    /// Each value is a number within these bounds, both of them allowed.
    ///
    /// @param maxPerDay of the sum of all values of a day; with it no value may be negative
    record Within(
            Optional<BigDecimal> min, Optional<BigDecimal> max, Optional<BigDecimal> maxPerDay)
            implements Constraint {}

    /// Money. A denom that is missing in a map may not be spent; a map that is empty limits
    /// nothing.
    ///
    /// @param max of one message, all values of the field together
    /// @param maxPerDay of a day
    record Coins(Map<String, BigDecimal> max, Map<String, BigDecimal> maxPerDay)
            implements Constraint {
        public Coins {
            max = Collections.unmodifiableMap(new LinkedHashMap<>(max));
            maxPerDay = Collections.unmodifiableMap(new LinkedHashMap<>(maxPerDay));
        }
    }
}
