package countersign.consensus;

/// The three things a validator signs in a round, in their order. The numbers are those of
/// CometBFT's FilePV; tmkms counts from 0.
public enum Step {
    PROPOSE(1),
    PREVOTE(2),
    PRECOMMIT(3);

    private final int number;

    Step(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
