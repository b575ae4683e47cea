package countersign.guard;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.fuzz.FuzzTarget;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// A damaged state file: it opens with the very mark that was written last, or is refused, and
/// never opens with an older one.
///
/// Input: patches of the good file, each two bytes of offset, one of length, and as many bytes that
/// replace what was there. An input of the file's own length is taken for the whole file.
public final class StateFileFuzz implements FuzzTarget {
    private static final int FILE_BYTES = 16 * 1024;
    private static final ChainId CHAIN = new ChainId("fuzz-1");
    private static final PublicKey KEY =
            new PublicKey(
                    KeyType.ED25519,
                    Bytes.ofHex(
                            "556a436f1218d30942efe798420f51dc9b6a311b929c578257457d05c5fcf230"));

    private final byte[] good = image();

    public static void fuzzerTestOneInput(byte[] input) {
        new StateFileFuzz().fuzz(input);
    }

    @Override
    public void fuzz(byte[] input) {
        byte[] image = input.length == FILE_BYTES ? input : patched(input);
        try (StateFile opened = StateFile.open(new MemoryDisk(image), CHAIN, KEY)) {
            FuzzTarget.require(
                    opened.current().equals(mark(12)) || input.length == FILE_BYTES,
                    "a damaged file opens with its newest mark or not at all");
            opened.advance(opened.current(), mark(Long.MAX_VALUE));
        } catch (StoreException refused) {
            FuzzTarget.require(!refused.next().isEmpty(), "a refusal says what to do");
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                good,
                new byte[0],
                Bytes.ofHex("000001ff").toArray(),
                Bytes.ofHex("001008ffffffffffffffff").toArray(),
                Bytes.ofHex("101001ff300001ff").toArray());
    }

    private byte[] patched(byte[] input) {
        byte[] image = good.clone();
        ByteBuffer patches = ByteBuffer.wrap(input);
        while (patches.remaining() > 3) {
            int offset = Short.toUnsignedInt(patches.getShort()) % FILE_BYTES;
            int length = Math.min(Byte.toUnsignedInt(patches.get()), patches.remaining());
            byte[] patch = new byte[Math.min(length, FILE_BYTES - offset)];
            patches.get(patch);
            System.arraycopy(patch, 0, image, offset, patch.length);
        }
        return image;
    }

    private static byte[] image() {
        StateRecord older = new StateRecord(CHAIN, KEY.type(), KEY.address(), 4, mark(11));
        StateRecord newer = older.next(mark(12));
        byte[] image = new byte[FILE_BYTES];
        for (int copy = 0; copy < 4; copy++) {
            byte[] record = (copy < 2 ? older : newer).encode();
            System.arraycopy(record, 0, image, copy * FILE_BYTES / 4, record.length);
        }
        return image;
    }

    private static Mark.Held mark(long height) {
        return new Mark.Held(
                new Vote(
                        new Hrs(height, 0, Step.PRECOMMIT),
                        BlockId.NIL,
                        new Timestamp(height % 9, 0)));
    }

    /// A disk that keeps what it is given.
    private static final class MemoryDisk implements Disk {
        private final byte[] content;

        MemoryDisk(byte[] content) {
            this.content = content.clone();
        }

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public long length() {
            return content.length;
        }

        @Override
        public byte[] read(int offset, int length) throws IOException {
            if (offset + length > content.length) {
                throw new IOException("the file ends before");
            }
            return Arrays.copyOfRange(content, offset, offset + length);
        }

        @Override
        public void write(int offset, byte[] bytes) {
            System.arraycopy(bytes, 0, content, offset, bytes.length);
        }

        @Override
        public void close() {}
    }
}
