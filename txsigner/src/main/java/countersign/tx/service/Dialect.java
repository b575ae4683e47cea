package countersign.tx.service;

/// How tmkms has spoken with the service.
public enum Dialect {
    /// tmkms 0.8 to 0.9.0-rc0: an empty request, answered with a list of transactions.
    LIST("tmkms/0.9.0-rc0"),
    /// tmkms 0.9 to 0.12: the chain's status and what came of the last transaction, answered with
    /// one transaction or none.
    ONE("tmkms/0.12.2"),
    /// Asks as `ONE`, and takes the answer of either: where nobody said how the service speaks.
    EITHER("tmkms/0.12.2");

    private final String userAgent;

    Dialect(String userAgent) {
        this.userAgent = userAgent;
    }

    /// The last version that spoke so, as it gave its name: services may ask for it.
    public String userAgent() {
        return userAgent;
    }
}
