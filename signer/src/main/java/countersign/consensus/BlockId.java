package countersign.consensus;

import countersign.bytes.Bytes;

/// What a vote is for: a block's hash with its part-set header, or nil.
///
/// `partsTotal` is an unsigned 32-bit number. Hashes have 0 or 32 bytes; anything else makes
/// CometBFT's own signer panic and is refused here with `IllegalArgumentException`.
public record BlockId(Bytes hash, long partsTotal, Bytes partsHash) {
    public static final BlockId NIL = new BlockId(Bytes.EMPTY, 0, Bytes.EMPTY);

    private static final int HASH_BYTES = 32;

    public BlockId {
        requireHash(hash, "block hash");
        requireHash(partsHash, "part-set hash");
        if (partsTotal < 0 || partsTotal > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("part-set total is not an unsigned 32-bit number");
        }
    }

    private static void requireHash(Bytes hash, String name) {
        if (hash.length() != 0 && hash.length() != HASH_BYTES) {
            throw new IllegalArgumentException(
                    name + " has " + hash.length() + " bytes instead of 0 or 32");
        }
    }

    /// Nil is the block id without any content. One with only a part-set header is not nil.
    public boolean isNil() {
        return equals(NIL);
    }

    /// A complete block id names a block: both hashes and at least one part.
    public boolean isComplete() {
        return hash.length() == HASH_BYTES && partsTotal > 0 && partsHash.length() == HASH_BYTES;
    }

    /// The first ten hex digits of the hash, or `<nil>`, as operators know it from tmkms' logs.
    public String prefix() {
        return hash.isEmpty() ? "<nil>" : hash.first(5).upperHex();
    }
}
