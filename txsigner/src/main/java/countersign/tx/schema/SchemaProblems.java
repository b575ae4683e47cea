package countersign.tx.schema;

/// Where a builder tells what is wrong.
@FunctionalInterface
public interface SchemaProblems {
    /// `line` is what the builder was given with the piece; `hint` says what to do.
    void wrong(int line, String what, String hint);
}
