/// The provider `fortanixdsm`: keys in Fortanix DSM, by two requests over HTTPS.
@org.jspecify.annotations.NullMarked
module countersign.provider.fortanix {
    requires static org.jspecify;
    requires countersign.signer;
    requires java.net.http;
    requires org.bouncycastle.provider;
    requires tools.jackson.core;

    exports countersign.provider.fortanix to
            countersign.app;
}
