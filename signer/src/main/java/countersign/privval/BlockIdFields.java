package countersign.privval;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.proto.MalformedException;
import countersign.proto.ProtoReader;

import java.util.Optional;

/// A block id as it came, with hashes of any length. A field that did not come is zero or empty.
record BlockIdFields(Bytes hash, long partsTotal, Bytes partsHash) {
    static final BlockIdFields ABSENT = new BlockIdFields(Bytes.EMPTY, 0, Bytes.EMPTY);

    static BlockIdFields read(ProtoReader in) throws MalformedException {
        Bytes hash = Bytes.EMPTY;
        BlockIdFields header = ABSENT;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> hash = in.bytes();
                case 2 -> header = readHeader(in.message());
                default -> in.skip();
            }
        }
        return new BlockIdFields(hash, header.partsTotal, header.partsHash);
    }

    private static BlockIdFields readHeader(ProtoReader in) throws MalformedException {
        long total = 0;
        Bytes hash = Bytes.EMPTY;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> total = in.uint32();
                case 2 -> hash = in.bytes();
                default -> in.skip();
            }
        }
        return new BlockIdFields(Bytes.EMPTY, total, hash);
    }

    /// Every version of CometBFT takes a vote for nil or for a complete block id and nothing
    /// between the two.
    Optional<String> flaw() {
        Optional<String> inHashes = BlockId.flaw(hash, partsHash);
        if (inHashes.isPresent()) {
            return inHashes;
        }
        BlockId blockId = toBlockId();
        return blockId.isNil() || blockId.isComplete()
                ? Optional.empty()
                : Optional.of("block id is neither nil nor complete");
    }

    BlockId toBlockId() {
        return new BlockId(hash, partsTotal, partsHash);
    }
}
