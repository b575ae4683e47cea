package countersign.tx.rpc;

import countersign.bytes.Check;

/// How far a node is.
///
/// @param network the chain's id, as the node says
/// @param blockHash of the latest block, in upper-case hex; as is `appHash`
/// @param height of the latest block; 0 to [#HEIGHT_MAX]
/// @param time of the latest block, in RFC 3339 as the node writes it
/// @param catchingUp whether the node knows that it is behind
public record ChainStatus(
        String network,
        String blockHash,
        String appHash,
        long height,
        String time,
        boolean catchingUp) {
    /// No chain comes here, with a block each millisecond for thirty thousand years. Whatever is
    /// added to a height stays a number.
    public static final long HEIGHT_MAX = 1_000_000_000_000_000L;

    public ChainStatus {
        Check.that(height >= 0 && height <= HEIGHT_MAX, "a height is one that a chain can have");
    }
}
