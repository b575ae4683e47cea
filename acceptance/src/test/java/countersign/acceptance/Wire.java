package countersign.acceptance;

import countersign.bytes.Bytes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Protobuf fields one by one, so that nothing keeps a test from writing what no library would.
final class Wire {
    private static final int LENGTH_DELIMITED = 2;
    private static final int PAYLOAD_BITS = 7;
    private static final int PAYLOAD = 0x7F;
    private static final int MORE = 0x80;

    private Wire() {}

    static Bytes varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~PAYLOAD) != 0) {
            out.write((int) (rest & PAYLOAD) | MORE);
            rest >>>= PAYLOAD_BITS;
        }
        out.write((int) rest);
        return Bytes.of(out.toByteArray());
    }

    static Bytes tag(int number, int type) {
        return varint((long) number << 3 | type);
    }

    static Bytes number(int field, long value) {
        return tag(field, 0).concat(varint(value));
    }

    static Bytes bytes(int field, Bytes... content) {
        Bytes all = join(content);
        return join(tag(field, LENGTH_DELIMITED), varint(all.length()), all);
    }

    static Bytes text(int field, String content) {
        return bytes(field, Bytes.of(content.getBytes(StandardCharsets.UTF_8)));
    }

    static Bytes zeros(int length) {
        return Bytes.of(new byte[length]);
    }

    static Bytes join(Bytes... parts) {
        Bytes all = Bytes.EMPTY;
        for (Bytes part : parts) {
            all = all.concat(part);
        }
        return all;
    }
}
