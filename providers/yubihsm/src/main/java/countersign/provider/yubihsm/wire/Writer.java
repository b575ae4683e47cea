package countersign.provider.yubihsm.wire;

import countersign.bytes.Bytes;
import countersign.bytes.Check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes the data of a command field by field, big-endian. Whoever writes a secret into it closes
/// it, which wipes what was written.
public final class Writer implements AutoCloseable {
    private final byte[] buffer = new byte[Frame.BYTES_MAX - Frame.HEADER_BYTES];
    private final ByteBuffer data = ByteBuffer.wrap(buffer);

    /// Nothing yet.
    public Writer() {}

    /// An unsigned byte.
    public Writer u8(int value) {
        data.put((byte) value);
        return this;
    }

    /// Two bytes, unsigned.
    public Writer u16(int value) {
        Check.that(value >= 0 && value <= 0xffff, "two bytes hold it");
        data.putShort((short) value);
        return this;
    }

    /// Eight bytes, a mask.
    public Writer mask(long value) {
        data.putLong(value);
        return this;
    }

    /// All of these bytes, which must fit into a message.
    public Writer bytes(Bytes value) {
        data.put(value.toArray());
        return this;
    }

    /// All of these bytes, which the caller still has to wipe.
    public Writer secret(byte[] value) {
        data.put(value);
        return this;
    }

    /// A label, filled up with zeros. It has at most [Fields#LABEL_BYTES] bytes in UTF-8.
    public Writer label(String label) {
        byte[] text = label.getBytes(StandardCharsets.UTF_8);
        Check.that(text.length <= Fields.LABEL_BYTES, "a label has 40 bytes at most");
        data.put(Arrays.copyOf(text, Fields.LABEL_BYTES));
        return this;
    }

    /// What was written, in an array that is the caller's.
    public byte[] toArray() {
        return Arrays.copyOf(buffer, data.position());
    }

    @Override
    public void close() {
        Arrays.fill(buffer, (byte) 0);
    }
}
