package countersign.proto;

import com.google.protobuf.CodedOutputStream;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// A protobuf message in the making, in the form that Go's encoder gives it: fields in the order of
/// the calls; numbers, bytes and strings left out where they are zero or empty; embedded messages
/// always written, which is what gogoproto does with its non-nullable ones.
public final class ProtoWriter {
    private static final int BUFFER_BYTES = 256;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream(BUFFER_BYTES);
    private final CodedOutputStream out = CodedOutputStream.newInstance(written, BUFFER_BYTES);

    /// An `int32`, `int64`, `uint32`, `bool` or enum. A negative one takes ten bytes.
    public ProtoWriter varint(int field, long value) {
        return value == 0 ? this : write(() -> out.writeInt64(field, value));
    }

    /// An `sfixed64`: eight bytes, little-endian.
    public ProtoWriter fixed64(int field, long value) {
        return value == 0 ? this : write(() -> out.writeSFixed64(field, value));
    }

    public ProtoWriter bytes(int field, Bytes value) {
        return value.isEmpty() ? this : message(field, value);
    }

    public ProtoWriter string(int field, String value) {
        return value.isEmpty() ? this : write(() -> out.writeString(field, value));
    }

    /// An embedded message, written even where it is empty.
    public ProtoWriter message(int field, Bytes encoded) {
        return write(() -> out.writeByteArray(field, encoded.toArray()));
    }

    /// The message.
    public Bytes encoded() {
        write(out::flush);
        return Bytes.of(written.toByteArray());
    }

    /// The message behind its length, an unsigned varint.
    public Bytes delimited() {
        Bytes message = encoded();
        ProtoWriter length = new ProtoWriter();
        length.write(() -> length.out.writeUInt32NoTag(message.length()));
        return length.encoded().concat(message);
    }

    private ProtoWriter write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new Bug("memory takes every byte", e);
        }
        return this;
    }

    private interface Step {
        void run() throws IOException;
    }
}
