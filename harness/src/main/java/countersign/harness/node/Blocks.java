package countersign.harness.node;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;

import java.nio.ByteBuffer;

/// Random-looking blocks that come out the same for the same `seed`, so that a run can be repeated
/// and a second node can agree with the first.
public record Blocks(long seed) {
    private static final int PARTS_MASK = 0xFF;

    /// The block proposed at `height` and `round`; each `variant` is a rival of the others.
    public BlockId at(long height, int round, int variant) {
        Bytes hash = digest(height, round, variant, 'h');
        return new BlockId(
                hash, 1 + (hash.at(0) & PARTS_MASK), digest(height, round, variant, 'p'));
    }

    private Bytes digest(long height, int round, int variant, char part) {
        ByteBuffer input =
                ByteBuffer.allocate(2 * Long.BYTES + 2 * Integer.BYTES + Character.BYTES);
        input.putLong(seed).putLong(height).putInt(round).putInt(variant).putChar(part);
        return Bytes.of(input.array()).sha256();
    }
}
