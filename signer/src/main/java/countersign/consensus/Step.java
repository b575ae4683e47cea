package countersign.consensus;

/// The three things a validator signs in a round, in their order.
public enum Step {
    PROPOSE(1, 32),
    PREVOTE(2, 1),
    PRECOMMIT(3, 2);

    private final int number;
    private final int messageType;

    Step(int number, int messageType) {
        this.number = number;
        this.messageType = messageType;
    }

    /// The step in CometBFT's FilePV, counted from 1; tmkms counts from 0.
    public int number() {
        return number;
    }

    /// The `SignedMsgType` of what is signed in this step, as it stands in messages and in the
    /// bytes that are signed.
    public int messageType() {
        return messageType;
    }
}
