package countersign.tx.poll;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;

import java.util.List;

/// What a transaction signer has to say.
public sealed interface TxEvent {
    ChainId chain();

    /// The account's key is ready.
    record KeyAdded(ChainId chain, String provider, String address) implements TxEvent {}

    /// The service is asked when the chain reaches this height.
    record Waiting(ChainId chain, long height) implements TxEvent {}

    /// A transaction is signed and recorded.
    ///
    /// @param types of its messages, each once, in alphabetical order
    record Signed(ChainId chain, long sequence, String address, int messages, List<String> types)
            implements TxEvent {
        public Signed {
            types = List.copyOf(types);
        }
    }

    /// A node has taken a transaction into its mempool.
    record Broadcast(ChainId chain, long sequence, Bytes hash) implements TxEvent {}

    /// Whether a node has taken a transaction is not known, or it has not. It is handed in again.
    record Unclear(ChainId chain, long sequence, Bytes hash, String why) implements TxEvent {}

    /// A transaction is in a block and did what it should.
    record Committed(ChainId chain, long sequence, Bytes hash, long height) implements TxEvent {}

    /// A transaction is in a block and failed there. It is not tried again.
    record Failed(ChainId chain, long sequence, Bytes hash, long code, String log)
            implements TxEvent {}

    /// A transaction is not waited for any longer. Its request is not signed again.
    record GivenUp(ChainId chain, long sequence, Bytes hash, String why) implements TxEvent {}

    /// It is proven that a transaction was not executed and never will be.
    ///
    /// @param again whether its request is signed anew
    record Gone(ChainId chain, long sequence, Bytes hash, boolean again) implements TxEvent {}

    /// An earlier process has signed this, and what became of it is looked up first.
    record Resumed(ChainId chain, long sequence, Bytes hash) implements TxEvent {}

    /// A request is not signed.
    ///
    /// @param rule of the policy; `form` where the request is no transaction of this chain, `stale`
    ///   where it could not be signed in time
    record Refused(ChainId chain, String rule, String what) implements TxEvent {}

    /// The sequence file said something else than the chain, which is believed.
    record SequenceCorrected(ChainId chain, String file, long said, long sequence)
            implements TxEvent {}

    /// Something failed. It is tried again.
    record Trouble(ChainId chain, String what, String next) implements TxEvent {}
}
