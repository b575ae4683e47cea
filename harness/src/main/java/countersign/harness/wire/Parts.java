package countersign.harness.wire;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.Timestamp;

/// The pieces that requests and canonical messages have in common, byte for byte.
final class Parts {
    private Parts() {}

    /// `BlockID{1 hash, 2 part_set_header{1 total, 2 hash}}`; the header is there even when empty.
    static Bytes blockId(BlockId id) {
        Bytes header = new ProtoWriter().varint(1, id.partsTotal()).bytes(2, id.partsHash()).done();
        return new ProtoWriter().bytes(1, id.hash()).message(2, header).done();
    }

    /// `Timestamp{1 seconds, 2 nanos}`.
    static Bytes timestamp(Timestamp time) {
        return new ProtoWriter().varint(1, time.seconds()).varint(2, time.nanos()).done();
    }
}
