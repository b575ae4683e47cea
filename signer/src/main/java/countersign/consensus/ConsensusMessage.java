package countersign.consensus;

/// What a consensus key signs to take part in consensus: a [Vote] or a [Proposal].
public sealed interface ConsensusMessage permits Vote, Proposal {
    Hrs hrs();

    BlockId blockId();

    Timestamp timestamp();

    /// The same message with another timestamp.
    ConsensusMessage at(Timestamp timestamp);

    /// Whether the two differ in nothing but the timestamp.
    default boolean sameButForTime(ConsensusMessage other) {
        return at(Timestamp.GO_ZERO).equals(other.at(Timestamp.GO_ZERO));
    }

    /// `Prevote`, `Precommit` or `Proposal`, as operators know it from tmkms' logs.
    default String kind() {
        return switch (hrs().step()) {
            case PROPOSE -> "Proposal";
            case PREVOTE -> "Prevote";
            case PRECOMMIT -> "Precommit";
        };
    }
}
