package countersign.guard;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.KeyType;

/// What a state file says at one instant. `address` is the validator's 20 bytes; `sequence` counts
/// the marks ever written, from 1 at creation; `intactCopies` is 4 unless the file is damaged.
public record Snapshot(
        ChainId chain,
        KeyType keyType,
        Bytes address,
        long sequence,
        Mark mark,
        int intactCopies) {}
