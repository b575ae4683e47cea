package countersign.tx.rpc;

/// What a node's index knows of a transaction.
public sealed interface Lookup {
    /// It was in that block, and this came of it.
    record Found(long height, TxResult result) implements Lookup {}

    /// The index does not have it.
    record Absent() implements Lookup {}
}
