package countersign.tx.rpc;

/// What a node says to a transaction that is handed in.
public sealed interface BroadcastAnswer {
    /// It is in the node's mempool.
    record Taken(TxResult check) implements BroadcastAnswer {}

    /// CheckTx refused it: it is not in this node's mempool.
    record Refused(TxResult check) implements BroadcastAnswer {}

    /// The node remembers having seen these bytes. Whether they are in its mempool, were executed
    /// or were thrown away it does not say.
    record SeenBefore() implements BroadcastAnswer {}

    /// The node did not look at it: its mempool is full, or it does not like its size.
    record TurnedAway(String why) implements BroadcastAnswer {}
}
