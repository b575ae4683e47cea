package countersign.tx.protobuf;

/// What is signed of a transaction.
public enum SignMode {
    /// Its bytes: what everybody uses.
    DIRECT(1),
    /// Its content in sorted JSON, as before protobuf: what Ledger devices and multisigs use.
    LEGACY_AMINO_JSON(127);

    private final int number;

    SignMode(int number) {
        this.number = number;
    }

    /// In `cosmos.tx.signing.v1beta1.SignMode`.
    int number() {
        return number;
    }
}
