package countersign.tx.policy;

import java.util.List;

/// What a policy says of a transaction.
public sealed interface Verdict {
    /// It may be signed, once what it spends is recorded.
    ///
    /// @param expenses what it takes of each daily limit; empty where there is no such limit
    record Allowed(List<Expense> expenses) implements Verdict {
        public Allowed {
            expenses = List.copyOf(expenses);
        }
    }

    /// It may not be signed.
    ///
    /// @param rule by its place in the configuration, as `policy.fee_max`
    /// @param what the message, the value and the limit, on one line
    record Denied(String rule, String what) implements Verdict {
        /// `policy.fee_max: the fee is …`.
        public String text() {
            return rule + ": " + what;
        }
    }
}
