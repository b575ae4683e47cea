/// Transactions by policy: accounts that are run by a program, whose keys sign what their owner
/// allowed and nothing else. Shares with consensus signing the seam to the keys; the guard's rooms
/// and the keys of validators are out of its reach.
@org.jspecify.annotations.NullMarked
module countersign.txsigner {
    requires static org.jspecify;
    requires countersign.json;
    requires countersign.signer;
    requires java.net.http;
    requires org.bouncycastle.provider;

    exports countersign.tx to
            countersign.app;
    exports countersign.tx.amino to
            countersign.app;
    exports countersign.tx.http to
            countersign.app;
    exports countersign.tx.journal to
            countersign.app;
    exports countersign.tx.once to
            countersign.app;
    exports countersign.tx.policy to
            countersign.app;
    exports countersign.tx.poll to
            countersign.app;
    exports countersign.tx.protobuf to
            countersign.app;
    exports countersign.tx.rpc to
            countersign.app;
    exports countersign.tx.schema to
            countersign.app;
    exports countersign.tx.service to
            countersign.app;
}
