/// Everything a vote passes through: the trusted computing base.
///
/// The exports are the import rules of the house. Values are open to all; each room that can sign,
/// decide or speak to a peer is open only to the modules that are built on it.
@org.jspecify.annotations.NullMarked
module countersign.signer {
    requires static org.jspecify;
    requires org.bouncycastle.provider;
    requires com.google.protobuf;

    exports countersign.bytes;
    exports countersign.consensus;
    exports countersign.event;
    exports countersign.connection to
            countersign.app,
            countersign.harness,
            countersign.provider.fortanix,
            countersign.provider.ledger,
            countersign.provider.pkcs11,
            countersign.provider.softsign,
            countersign.provider.yubihsm,
            countersign.txsigner;
    exports countersign.connection.secret to
            countersign.app,
            countersign.harness;
    exports countersign.connection.socket to
            countersign.app,
            countersign.harness;
    exports countersign.ed25519 to
            countersign.provider.softsign;
    exports countersign.guard to
            countersign.app;
    exports countersign.keyring to
            countersign.app;
    exports countersign.keyring.spi to
            countersign.app,
            countersign.harness,
            countersign.provider.fortanix,
            countersign.provider.ledger,
            countersign.provider.pkcs11,
            countersign.provider.softsign,
            countersign.provider.yubihsm,
            countersign.txsigner;
    exports countersign.privval to
            countersign.app;
    exports countersign.proto to
            countersign.txsigner;
    exports countersign.session to
            countersign.app;
}
