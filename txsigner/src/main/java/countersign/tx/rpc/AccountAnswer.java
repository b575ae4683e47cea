package countersign.tx.rpc;

import countersign.tx.AccountNumber;

/// What a node says of an account.
public sealed interface AccountAnswer {
    /// No account comes here either.
    long SEQUENCE_MAX = ChainStatus.HEIGHT_MAX;

    /// The chain has it.
    ///
    /// @param number what the chain calls the account
    /// @param sequence how many of its transactions the chain has taken; at most [#SEQUENCE_MAX]
    /// @param height of the block after which this was so; 0 where the node does not say
    record Known(AccountNumber number, long sequence, long height) implements AccountAnswer {
        /// As of no height that is known.
        public Known(AccountNumber number, long sequence) {
            this(number, sequence, 0);
        }

        Known at(long block) {
            return new Known(number, sequence, block);
        }
    }

    /// The chain has no such account: nobody has ever sent it anything.
    record Unknown() implements AccountAnswer {}
}
