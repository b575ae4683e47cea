package countersign.harness.ledger;

/// What one more signature means beside all that are already in the [Ledger].
public enum Finding {
    /// The first at its place.
    NEW,
    /// The very same once more.
    AGAIN,
    /// The same content at another time: no evidence against a validator, but other nodes call such
    /// a vote non-deterministic.
    RETIMED,
    /// Two contents at one height, round and step: the double sign that costs the stake.
    CONFLICT,
    /// Signed below something that the node had already received when it asked.
    REGRESSION;

    /// Whether it breaks the promise of a signer.
    public boolean isViolation() {
        return this == CONFLICT || this == REGRESSION;
    }
}
