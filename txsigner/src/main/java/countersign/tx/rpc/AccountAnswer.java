package countersign.tx.rpc;

/// What a node says of an account.
public sealed interface AccountAnswer {
    /// The chain has it.
    ///
    /// @param number what the chain calls the account
    /// @param sequence how many of its transactions the chain has taken
    record Known(long number, long sequence) implements AccountAnswer {}

    /// The chain has no such account: nobody has ever sent it anything.
    record Unknown() implements AccountAnswer {}
}
