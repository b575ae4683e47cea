package countersign.app.config.provider;

/// Every kind of `[[providers.…]]` that a configuration may have.
public enum ProviderKind {
    SOFTSIGN("softsign", "key files", true),
    YUBIHSM("yubihsm", "YubiHSM 2", false),
    LEDGER("ledgertm", "Ledger", false),
    FORTANIX("fortanixdsm", "Fortanix DSM", false);

    private final String section;
    private final String title;
    private final boolean inThisBuild;

    ProviderKind(String section, String title, boolean inThisBuild) {
        this.section = section;
        this.title = title;
        this.inThisBuild = inThisBuild;
    }

    /// The name of the section, as in `[[providers.softsign]]`.
    public String section() {
        return section;
    }

    /// The name for people.
    public String title() {
        return title;
    }

    /// Whether this build can sign with such keys, or only checks their section.
    public boolean inThisBuild() {
        return inThisBuild;
    }
}
