package countersign.tx.policy;

import countersign.bytes.Check;

import java.util.List;

/// What one field of a message may hold.
///
/// @param path the names that lead to it, through every item of the lists on the way
public record FieldRule(List<String> path, Constraint constraint) {
    public FieldRule {
        path = List.copyOf(path);
        Check.that(!path.isEmpty(), "a field has a name");
    }

    /// The path as it is configured: `coins.denom`.
    public String text() {
        return String.join(".", path);
    }
}
