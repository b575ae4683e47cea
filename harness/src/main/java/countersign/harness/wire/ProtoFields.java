package countersign.harness.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;

import countersign.bytes.Bytes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One protobuf message taken apart, read as gogoproto's decoders read it: the last of repeated
/// fields wins, a known field of another wire type is an error, an unknown one is nothing.
public final class ProtoFields {
    private static final int FIELDS_MAX = 1_000;

    private final List<Field> fields;

    private ProtoFields(List<Field> fields) {
        this.fields = fields;
    }

    /// Throws where the bytes are no message, have more than 1,000 fields or a group, which this
    /// protocol has never had.
    public static ProtoFields parse(Bytes message) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message.toArray());
        List<Field> fields = new ArrayList<>();
        while (!in.isAtEnd()) {
            if (fields.size() == FIELDS_MAX) {
                throw new IOException("more than " + FIELDS_MAX + " fields");
            }
            fields.add(field(in));
        }
        return new ProtoFields(List.copyOf(fields));
    }

    /// The numbers of all fields in their order, repeats included.
    public List<Integer> numbers() {
        return fields.stream().map(Field::number).toList();
    }

    /// A varint field, 0 where it is absent.
    public long varint(int number) throws IOException {
        return last(number, WireFormat.WIRETYPE_VARINT).map(Field::varint).orElse(0L);
    }

    /// A bytes field, empty where it is absent.
    public Bytes bytes(int number) throws IOException {
        return message(number).orElse(Bytes.EMPTY);
    }

    public String string(int number) throws IOException {
        return new String(bytes(number).toArray(), StandardCharsets.UTF_8);
    }

    /// An embedded message, which may be there and empty.
    public Optional<Bytes> message(int number) throws IOException {
        return last(number, WireFormat.WIRETYPE_LENGTH_DELIMITED).map(Field::bytes);
    }

    private Optional<Field> last(int number, int wireType) throws IOException {
        Optional<Field> last = Optional.empty();
        for (Field field : fields) {
            if (field.number() != number) {
                continue;
            }
            if (field.wireType() != wireType) {
                throw new IOException("field " + number + " has wire type " + field.wireType());
            }
            last = Optional.of(field);
        }
        return last;
    }

    private static Field field(CodedInputStream in) throws IOException {
        int tag = in.readTag();
        int number = WireFormat.getTagFieldNumber(tag);
        int wireType = WireFormat.getTagWireType(tag);
        return switch (wireType) {
            case WireFormat.WIRETYPE_VARINT ->
                    new Field(number, wireType, in.readRawVarint64(), Bytes.EMPTY);
            case WireFormat.WIRETYPE_FIXED64 ->
                    new Field(number, wireType, in.readRawLittleEndian64(), Bytes.EMPTY);
            case WireFormat.WIRETYPE_FIXED32 ->
                    new Field(number, wireType, in.readRawLittleEndian32(), Bytes.EMPTY);
            case WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                    new Field(number, wireType, 0, Bytes.of(in.readByteArray()));
            default -> throw new IOException("field " + number + " has wire type " + wireType);
        };
    }

    private record Field(int number, int wireType, long varint, Bytes bytes) {}
}
