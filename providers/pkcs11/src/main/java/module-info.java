/// The provider `pkcs11`: keys in any token that has a PKCS#11 module.
@org.jspecify.annotations.NullMarked
module countersign.provider.pkcs11 {
    requires static org.jspecify;
    requires countersign.signer;
    requires org.bouncycastle.provider;

    exports countersign.provider.pkcs11 to
            countersign.app;
    exports countersign.provider.pkcs11.cryptoki to
            countersign.app;
}
