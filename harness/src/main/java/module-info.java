/// The node's side of the wire: a fake validator node, a suite that any signer can be put through,
/// nodes and devices that misbehave on command, load and the demonstration.
@org.jspecify.annotations.NullMarked
module countersign.harness {
    requires static org.jspecify;
    requires transitive countersign.signer;
    requires com.google.protobuf;
    requires org.bouncycastle.provider;

    exports countersign.harness.demo;
    exports countersign.harness.fortanix;
    exports countersign.harness.hostile;
    exports countersign.harness.ledger;
    exports countersign.harness.ledgerapp;
    exports countersign.harness.load;
    exports countersign.harness.node;
    exports countersign.harness.suite;
    exports countersign.harness.wire;
    exports countersign.harness.yubihsm;
}
