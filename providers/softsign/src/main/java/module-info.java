/// The provider `softsign`: private keys in files, in the formats of tmkms and CometBFT, and locked
/// by a passphrase or by age.
@org.jspecify.annotations.NullMarked
module countersign.provider.softsign {
    requires static org.jspecify;
    requires countersign.signer;
    requires org.bouncycastle.provider;
    requires tools.jackson.core;

    exports countersign.provider.softsign to
            countersign.app;
    exports countersign.provider.softsign.locked to
            countersign.app;
}
