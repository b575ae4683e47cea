package countersign.tx.policy;

import countersign.bytes.Check;
import countersign.consensus.ChainId;
import countersign.tx.Transaction;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the owner of an account allows its key to sign. Nothing is allowed that is not named: a
/// message of a type without a rule is refused, and so is one within another message.
///
/// @param messages by their types
public record Policy(
        ChainId chain, Map<String, MessageRule> messages, Ceilings ceilings, Window window) {
    public Policy {
        // In the order of the configuration.
        messages = Collections.unmodifiableMap(new LinkedHashMap<>(messages));
        messages.forEach((type, rule) -> Check.that(type.equals(rule.type()), "found by its type"));
    }

    /// Whether the transaction may be signed now, when so much was spent. A pure function.
    public Verdict judge(Transaction transaction, Instant now, Spending spent) {
        try {
            return new Judgement(this, spent).of(transaction, now);
        } catch (DeniedException denied) {
            return denied.verdict();
        }
    }
}
