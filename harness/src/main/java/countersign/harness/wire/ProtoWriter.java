package countersign.harness.wire;

import com.google.protobuf.CodedOutputStream;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// Writes one protobuf message field by field, proto3's way: a default is left out.
public final class ProtoWriter {
    private static final int BUFFER_BYTES = 512;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_BYTES);
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER_BYTES);

    /// An empty message.
    public ProtoWriter() {}

    /// An integer of any width, sign-extended to 64 bits as protobuf does.
    public ProtoWriter varint(int field, long value) {
        return value == 0 ? this : write(() -> out.writeInt64(field, value));
    }

    /// Eight little-endian bytes.
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
    public ProtoWriter message(int field, Bytes body) {
        return write(() -> out.writeByteArray(field, body.toArray()));
    }

    /// Everything written so far.
    public Bytes done() {
        write(out::flush);
        return Bytes.of(bytes.toByteArray());
    }

    /// `message` behind its length as an unsigned varint, as it travels.
    public static Bytes delimited(Bytes message) {
        ProtoWriter length = new ProtoWriter();
        length.write(() -> length.out.writeUInt32NoTag(message.length()));
        return length.done().concat(message);
    }

    private ProtoWriter write(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new Bug("memory takes every byte", e);
        }
        return this;
    }

    private interface Action {
        void run() throws IOException;
    }
}
