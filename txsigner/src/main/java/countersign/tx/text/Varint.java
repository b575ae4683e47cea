package countersign.tx.text;

import countersign.bytes.Bytes;

import java.io.ByteArrayOutputStream;
import java.util.stream.LongStream;

/// Numbers as protobuf and amino write them.
public final class Varint {
    private static final int BYTES_MAX = 10;

    private Varint() {}

    /// Many, one behind the other.
    public static Bytes all(LongStream numbers) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        numbers.forEach(number -> packed.writeBytes(of(number).toArray()));
        return Bytes.of(packed.toByteArray());
    }

    /// Seven bits in a byte, the lowest first; a negative one takes ten bytes.
    public static Bytes of(long number) {
        byte[] written = new byte[BYTES_MAX];
        int at = 0;
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            written[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        written[at++] = (byte) rest;
        return Bytes.of(written, 0, at);
    }
}
