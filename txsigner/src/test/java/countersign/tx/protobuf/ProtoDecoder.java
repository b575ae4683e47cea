package countersign.tx.protobuf;

import countersign.bytes.Bytes;
import countersign.consensus.Bech32;
import countersign.tx.Transaction;
import countersign.tx.Value;
import countersign.tx.Wire;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The way back: protobuf to values, for tests of what was encoded.
final class ProtoDecoder {
    private final Descriptors descriptors;

    ProtoDecoder(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    /// The messages of a `TxRaw`.
    List<Transaction.Message> messages(Bytes tx) throws IOException {
        List<Transaction.Message> messages = new ArrayList<>();
        byte[] body = (byte[]) all(fields(tx.toArray()), 1).getFirst();
        for (Object any : all(fields(body), 1)) {
            messages.add(any((byte[]) any));
        }
        return messages;
    }

    private Transaction.Message any(byte[] bytes) throws IOException {
        Map<Integer, List<Object>> any = fields(bytes);
        String type = text((byte[]) all(any, 1).getFirst());
        byte[] value = (byte[]) any.getOrDefault(2, List.of(new byte[0])).getFirst();
        return new Transaction.Message(type, struct(descriptors.known(type.substring(1)), value));
    }

    private static List<Object> all(Map<Integer, List<Object>> fields, int number) {
        return fields.getOrDefault(number, List.of());
    }

    /// By number, which must rise.
    private static Map<Integer, List<Object>> fields(byte[] bytes) throws IOException {
        Map<Integer, List<Object>> found = new LinkedHashMap<>();
        Wire in = new Wire(bytes);
        int last = 0;
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            if (tag >>> 3 < last) {
                throw new IOException("fields are out of order");
            }
            last = tag >>> 3;
            Object raw = in.value(tag);
            found.computeIfAbsent(last, _ -> new ArrayList<>()).add(raw);
        }
        return found;
    }

    private Value.Struct struct(MessageType type, byte[] bytes) throws IOException {
        Map<Integer, List<Object>> found = fields(bytes);
        Map<String, Value> values = new LinkedHashMap<>();
        for (MessageType.Field field : type.fields()) {
            List<Object> raw = found.remove(field.number());
            if (raw != null) {
                values.put(field.name(), value(field, raw));
            }
        }
        if (!found.isEmpty()) {
            throw new IOException("nobody knows the fields " + found.keySet());
        }
        return new Value.Struct(values);
    }

    private Value value(MessageType.Field field, List<Object> raw) throws IOException {
        if (!field.repeated()) {
            return one(field, raw.getFirst());
        }
        List<Object> items = raw;
        if (field.kind().isVarint()) {
            items = new ArrayList<>();
            Wire in = new Wire((byte[]) raw.getFirst());
            while (in.left() > 0) {
                items.add(in.number());
            }
        }
        List<Value> values = new ArrayList<>();
        for (Object item : items) {
            values.add(one(field, item));
        }
        return new Value.Items(values);
    }

    private Value one(MessageType.Field field, Object raw) throws IOException {
        return switch (raw) {
            case Long number -> number(field, number);
            case byte[] bytes when field.kind() == Kind.BYTES -> new Value.Raw(Bytes.of(bytes));
            case byte[] bytes when field.kind() == Kind.STRING -> string(field, text(bytes));
            case byte[] bytes -> embedded(field, bytes);
            default -> throw new IOException("neither number nor bytes");
        };
    }

    private Value number(MessageType.Field field, long number) {
        return switch (field.kind()) {
            case BOOL -> new Value.Flag(number == 1);
            case UINT64 -> new Value.Whole(new BigInteger(Long.toUnsignedString(number)));
            case ENUM ->
                    new Value.Text(
                            descriptors.numbers(field.type()).entrySet().stream()
                                    .filter(named -> named.getValue() == number)
                                    .findFirst()
                                    .orElseThrow()
                                    .getKey());
            case INT64, INT32, UINT32, STRING, BYTES, MESSAGE, OTHER ->
                    new Value.Whole(BigInteger.valueOf(number));
        };
    }

    private static Value string(MessageType.Field field, String text) {
        if (field.isInt()) {
            return new Value.Whole(new BigInteger(text));
        }
        if (field.isScaledDecimal()) {
            return new Value.Decimal(new BigDecimal(new BigInteger(text), 18));
        }
        return field.options().scalar().endsWith("AddressString")
                ? new Value.Address(text, Bech32.decode(text).data())
                : new Value.Text(text);
    }

    private Value embedded(MessageType.Field field, byte[] bytes) throws IOException {
        return switch (field.type()) {
            case "google.protobuf.Any" -> new Value.Nested(any(bytes));
            case "google.protobuf.Timestamp" ->
                    new Value.Text(
                            Instant.ofEpochSecond(part(bytes, 1), part(bytes, 2)).toString());
            case "google.protobuf.Duration" -> new Value.Text(part(bytes, 1) + "s");
            default -> struct(descriptors.known(field.type()), bytes);
        };
    }

    private static long part(byte[] bytes, int number) throws IOException {
        return (Long) fields(bytes).getOrDefault(number, List.of(0L)).getFirst();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
