package countersign.tx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Numbers and bytes of protobuf and amino, for decoding what was encoded. Groups and fixed numbers
/// are unknown to it.
public final class Wire {
    private final byte[] bytes;
    private int at;

    public Wire(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public int left() {
        return bytes.length - at;
    }

    /// 0 at the end.
    public int tag() throws IOException {
        return left() == 0 ? 0 : (int) number();
    }

    public long number() throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = raw(1)[0];
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IOException("an endless number");
    }

    public byte[] raw(int length) throws IOException {
        if (length < 0 || length > left()) {
            throw new IOException("cut off");
        }
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    public byte[] delimited() throws IOException {
        return raw((int) number());
    }

    public String text() throws IOException {
        return new String(delimited(), StandardCharsets.UTF_8);
    }

    /// What belongs to a tag: a number or bytes.
    public Object value(int tag) throws IOException {
        return switch (tag & 7) {
            case 0 -> number();
            case 2 -> delimited();
            default -> throw new IOException("wire type " + (tag & 7));
        };
    }
}
