package countersign.app.config.provider;

/// Every kind of `[[providers.…]]` that a configuration may have.
public enum ProviderKind {
    SOFTSIGN("softsign"),
    PKCS11("pkcs11"),
    YUBIHSM("yubihsm"),
    LEDGER("ledgertm"),
    FORTANIX("fortanixdsm");

    private final String section;

    ProviderKind(String section) {
        this.section = section;
    }

    /// The name of the section, as in `[[providers.softsign]]`.
    public String section() {
        return section;
    }
}
