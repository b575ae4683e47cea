package countersign.harness.wire;

import countersign.bytes.Bytes;

/// What a precommit for a block carries: the vote extension, and v2's second one, which is not
/// protected against replay. Either may be empty.
public record Extensions(Bytes replayProtected, Bytes nonReplayProtected) {
    public static final Extensions NONE = new Extensions(Bytes.EMPTY, Bytes.EMPTY);
}
