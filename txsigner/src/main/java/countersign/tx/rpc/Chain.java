package countersign.tx.rpc;

import countersign.bytes.Bytes;

import java.util.List;

/// A chain, as one node of it tells. Every method ends within a time of its own, and throws where
/// the node gave no answer that can be used: then nobody knows whether it did what it was asked.
public interface Chain {
    ChainStatus status() throws RpcException;

    /// Number and sequence of an account, as of the latest block: what waits in the mempool does
    /// not count.
    AccountAnswer account(String address) throws RpcException;

    /// Hands a transaction in, and says what the node's first look at it came to.
    BroadcastAnswer broadcast(Bytes transaction) throws RpcException;

    /// Looks a transaction up in the node's index of what was executed. The index may lag behind
    /// the blocks.
    Lookup find(Bytes hash) throws RpcException;

    /// The hashes of the transactions of a block, in their order. Throws where the node does not
    /// have the block.
    List<Bytes> blockTransactions(long height) throws RpcException;

    /// What came of a block's transaction, by its place among [#blockTransactions]. No index is
    /// needed. Throws where the node does not say: some keep no results.
    TxResult blockResult(long height, int place) throws RpcException;
}
