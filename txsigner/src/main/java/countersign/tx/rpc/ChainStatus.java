package countersign.tx.rpc;

/// How far a node is.
///
/// @param network the chain's id, as the node says
/// @param blockHash of the latest block, in upper-case hex; as is `appHash`
/// @param height of the latest block
/// @param time of the latest block, in RFC 3339 as the node writes it
/// @param catchingUp whether the node knows that it is behind
public record ChainStatus(
        String network,
        String blockHash,
        String appHash,
        long height,
        String time,
        boolean catchingUp) {}
