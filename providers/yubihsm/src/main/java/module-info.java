/// The provider `yubihsm`: keys in a YubiHSM 2, spoken to in its own protocol over USB or through a
/// connector.
@org.jspecify.annotations.NullMarked
module countersign.provider.yubihsm {
    requires static org.jspecify;
    requires transitive countersign.signer;
    requires java.net.http;
    requires org.bouncycastle.provider;

    exports countersign.provider.yubihsm to
            countersign.app;
    exports countersign.provider.yubihsm.session to
            countersign.app;
    exports countersign.provider.yubihsm.setup to
            countersign.app;
    exports countersign.provider.yubihsm.transport to
            countersign.app;
    exports countersign.provider.yubihsm.wire to
            countersign.app;
    exports countersign.provider.yubihsm.workbench to
            countersign.app;
    exports countersign.provider.yubihsm.wrap to
            countersign.app;
}
