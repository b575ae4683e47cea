package countersign.provider.yubihsm.wire;

import countersign.bytes.Bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads the data of an answer field by field, big-endian, to their last byte.
public final class Fields {
    /// A label, filled up with zeros.
    public static final int LABEL_BYTES = 40;

    private final ByteBuffer rest;

    /// Over the data of an answer, which the caller does not change meanwhile.
    public Fields(byte[] data) {
        this.rest = ByteBuffer.wrap(data);
    }

    /// An unsigned byte.
    public int u8() throws MalformedException {
        return Byte.toUnsignedInt(atLeast(Byte.BYTES).get());
    }

    /// Two bytes, unsigned.
    public int u16() throws MalformedException {
        return Short.toUnsignedInt(atLeast(Short.BYTES).getShort());
    }

    /// Four bytes, unsigned.
    public long u32() throws MalformedException {
        return Integer.toUnsignedLong(atLeast(Integer.BYTES).getInt());
    }

    /// Eight bytes as a mask.
    public long mask() throws MalformedException {
        return atLeast(Long.BYTES).getLong();
    }

    /// Exactly `length` bytes.
    public Bytes bytes(int length) throws MalformedException {
        byte[] bytes = new byte[length];
        atLeast(length).get(bytes);
        return Bytes.of(bytes);
    }

    /// A label without the zeros behind it. What is not UTF-8 becomes question marks.
    public String label() throws MalformedException {
        byte[] bytes = bytes(LABEL_BYTES).toArray();
        int length = LABEL_BYTES;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /// Everything that is left.
    public Bytes rest() throws MalformedException {
        return bytes(rest.remaining());
    }

    /// Whether something is left.
    public boolean more() {
        return rest.hasRemaining();
    }

    /// Throws where something is left.
    public void end() throws MalformedException {
        if (rest.hasRemaining()) {
            throw new MalformedException("it is " + rest.remaining() + " bytes too long");
        }
    }

    private ByteBuffer atLeast(int length) throws MalformedException {
        if (rest.remaining() < length) {
            throw new MalformedException("it is cut off after " + rest.limit() + " bytes");
        }
        return rest;
    }
}
