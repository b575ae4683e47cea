package countersign.tx.policy;

import countersign.bytes.Check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What messages of one type may say.
///
/// @param type as in the request
/// @param fields a field with anything in it that none of them names is refused; without the list
///   any content is allowed
/// @param max how many a transaction may have
/// @param maxPerDay how many may be signed in a day
public record MessageRule(
        String type, Optional<List<FieldRule>> fields, OptionalLong max, OptionalLong maxPerDay) {
    public MessageRule {
        fields = fields.map(List::copyOf);
        Check.that(max.orElse(0) >= 0 && maxPerDay.orElse(0) >= 0, "a limit is not negative");
    }

    /// Any message of the type, as many as there are.
    public static MessageRule any(String type) {
        return new MessageRule(type, Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /// The rule's place in the configuration.
    String place() {
        return "policy.message[" + type + "]";
    }
}
