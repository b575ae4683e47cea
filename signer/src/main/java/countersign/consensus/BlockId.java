package countersign.consensus;

import countersign.bytes.Bytes;
import countersign.proto.ProtoWriter;

import java.util.Optional;

/// What a vote is for: a block's hash with its part-set header, or nil.
///
/// `partsTotal` is an unsigned 32-bit number. Hashes have 0 or 32 bytes; anything else makes
/// CometBFT's own signer panic and is refused here with `IllegalArgumentException`.
public record BlockId(Bytes hash, long partsTotal, Bytes partsHash) {
    public static final BlockId NIL = new BlockId(Bytes.EMPTY, 0, Bytes.EMPTY);

    private static final int HASH_BYTES = 32;

    public BlockId {
        flaw(hash, partsHash)
                .ifPresent(
                        why -> {
                            throw new IllegalArgumentException(why);
                        });
        if (partsTotal < 0 || partsTotal > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("part-set total is not an unsigned 32-bit number");
        }
    }

    /// What keeps these hashes from being a block id's, if anything does.
    public static Optional<String> flaw(Bytes hash, Bytes partsHash) {
        return hashFlaw("block hash", hash).or(() -> hashFlaw("part-set hash", partsHash));
    }

    private static Optional<String> hashFlaw(String name, Bytes hash) {
        return hash.isEmpty() || hash.length() == HASH_BYTES
                ? Optional.empty()
                : Optional.of(name + " has " + hash.length() + " bytes instead of 0 or 32");
    }

    /// Nil is the block id without any content. One with only a part-set header is not nil.
    public boolean isNil() {
        return equals(NIL);
    }

    /// A complete block id names a block: both hashes and at least one part.
    public boolean isComplete() {
        return hash.length() == HASH_BYTES && partsTotal > 0 && partsHash.length() == HASH_BYTES;
    }

    /// The protobuf encoding, which `BlockID` and `CanonicalBlockID` share: 1 hash, 2 part-set
    /// header (1 total, 2 hash), the latter written even where it is empty.
    public Bytes encoded() {
        Bytes header = new ProtoWriter().varint(1, partsTotal).bytes(2, partsHash).encoded();
        return new ProtoWriter().bytes(1, hash).message(2, header).encoded();
    }

    /// The first ten hex digits of the hash, or `<nil>`, as operators know it from tmkms' logs.
    public String prefix() {
        return hash.isEmpty() ? "<nil>" : hash.first(5).upperHex();
    }
}
