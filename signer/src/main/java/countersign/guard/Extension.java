package countersign.guard;

import countersign.bytes.Bytes;

/// What a precommit for a block carries besides itself. `content` is CometBFT's vote extension,
/// `nonReplayProtected` is v2's second one, which a node wants signed as it is, without a domain.
/// Either may be empty and is signed all the same.
public record Extension(Bytes content, Bytes nonReplayProtected) {}
