package countersign.tx.rpc;

/// What a node says of an account.
public sealed interface AccountAnswer {
    /// No account comes here either.
    long SEQUENCE_MAX = ChainStatus.HEIGHT_MAX;

    /// The chain has it.
    ///
    /// @param number what the chain calls the account
    /// @param sequence how many of its transactions the chain has taken; at most [#SEQUENCE_MAX]
    record Known(long number, long sequence) implements AccountAnswer {}

    /// The chain has no such account: nobody has ever sent it anything.
    record Unknown() implements AccountAnswer {}
}
