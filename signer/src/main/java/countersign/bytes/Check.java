package countersign.bytes;

/// Invariants that are checked in production. A failed check is a [Bug].
public final class Check {
    private Check() {}

    /// Throws [Bug] unless `holds`. `invariant` states what should have been true.
    public static void that(boolean holds, String invariant) {
        if (!holds) {
            throw new Bug(invariant);
        }
    }
}
