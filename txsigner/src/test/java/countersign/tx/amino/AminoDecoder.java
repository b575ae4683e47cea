package countersign.tx.amino;

import countersign.bytes.Bytes;
import countersign.consensus.Bech32;
import countersign.tx.Transaction;
import countersign.tx.Value;
import countersign.tx.Wire;
import countersign.tx.schema.Definition;
import countersign.tx.schema.FieldType;
import countersign.tx.schema.Schema;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The way back: amino's binary form to values, for tests of what was encoded. Written from the
/// format's description and not from the encoder.
final class AminoDecoder {
    private static final int PREFIX_BYTES = 4;

    private final Schema schema;

    AminoDecoder(Schema schema) {
        this.schema = schema;
    }

    /// Messages and memo of a `StdTx` behind its length.
    record Decoded(List<Transaction.Message> messages, String memo, long gas) {}

    Decoded stdTx(Bytes tx) throws IOException {
        Wire in = new Wire(tx.toArray());
        long length = in.number();
        if (length != in.left()) {
            throw new IOException("the length is wrong");
        }
        if (!Bytes.of(in.raw(PREFIX_BYTES)).equals(AminoPrefix.of(schema.namespace()))) {
            throw new IOException("the prefix is wrong");
        }
        List<Transaction.Message> messages = new ArrayList<>();
        String memo = "";
        long gas = 0;
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag >>> 3) {
                case 1 -> messages.add(message(in.delimited()));
                case 2 -> gas = gas(in.delimited());
                case 4 -> memo = in.text();
                default -> in.value(tag);
            }
        }
        return new Decoded(messages, memo, gas);
    }

    private static long gas(byte[] fee) throws IOException {
        Wire in = new Wire(fee);
        long gas = 0;
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            if (tag >>> 3 == 2) {
                gas = in.number();
            } else {
                in.value(tag);
            }
        }
        return gas;
    }

    private Transaction.Message message(byte[] bytes) throws IOException {
        Bytes whole = Bytes.of(bytes);
        for (Definition definition : schema.messages().values()) {
            if (AminoPrefix.of(definition.name()).equals(whole.first(PREFIX_BYTES))) {
                byte[] fields = whole.slice(PREFIX_BYTES, whole.length()).toArray();
                return new Transaction.Message(definition.name(), struct(definition, fields));
            }
        }
        throw new IOException("nobody has this prefix");
    }

    private Value.Struct struct(Definition definition, byte[] bytes) throws IOException {
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
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Definition.Field field : definition.fields()) {
            List<Object> raw = found.getOrDefault(field.tag(), List.of());
            fields.put(field.name(), value(field.type(), raw));
        }
        return new Value.Struct(fields);
    }

    private Value value(FieldType type, List<Object> raw) throws IOException {
        if (type == FieldType.Simple.COINS) {
            return items(FieldType.Simple.COIN, raw);
        }
        if (type instanceof FieldType.ListOf(FieldType element)) {
            return items(element, unpacked(element, raw));
        }
        return one(type, raw.isEmpty() ? new byte[0] : raw.getFirst());
    }

    private static List<Object> unpacked(FieldType element, List<Object> raw) throws IOException {
        boolean packed =
                element instanceof FieldType.Choice
                        || List.<FieldType>of(
                                        FieldType.Simple.INT64,
                                        FieldType.Simple.UINT64,
                                        FieldType.Simple.INT32,
                                        FieldType.Simple.UINT32,
                                        FieldType.Simple.BOOL)
                                .contains(element);
        if (!packed) {
            return raw;
        }
        List<Object> numbers = new ArrayList<>();
        Wire in = new Wire((byte[]) raw.getFirst());
        while (in.left() > 0) {
            numbers.add(in.number());
        }
        return numbers;
    }

    private Value items(FieldType element, List<Object> raw) throws IOException {
        List<Value> values = new ArrayList<>();
        for (Object item : raw) {
            values.add(one(element, item));
        }
        return new Value.Items(values);
    }

    private Value one(FieldType type, Object raw) throws IOException {
        long number = raw instanceof Long found ? found : 0;
        byte[] bytes = raw instanceof byte[] found ? found : new byte[0];
        String text = new String(bytes, StandardCharsets.UTF_8);
        return switch (type) {
            case FieldType.Choice choice ->
                    new Value.Text(List.copyOf(choice.numbers().keySet()).get((int) number - 1));
            case FieldType.StructOf of -> struct(schema.struct(of), bytes);
            case FieldType.ListOf _ -> throw new IOException("a list of lists");
            case FieldType.Simple simple ->
                    switch (simple) {
                        case BYTES, BASE64 -> new Value.Raw(Bytes.of(bytes));
                        case STRING -> new Value.Text(text);
                        case ACC_ADDRESS -> address(schema.accPrefix(), bytes);
                        case VAL_ADDRESS -> address(schema.valPrefix(), bytes);
                        case DEC -> new Value.Decimal(new BigDecimal(new BigInteger(text), 18));
                        case INT -> new Value.Whole(new BigInteger(text));
                        case INT64, INT32 -> new Value.Whole(BigInteger.valueOf(number));
                        case UINT64, UINT32 ->
                                new Value.Whole(new BigInteger(Long.toUnsignedString(number)));
                        case BOOL -> new Value.Flag(number == 1);
                        case COIN -> coin(bytes);
                        case COINS -> throw new IOException("a list of lists");
                        case MESSAGE -> new Value.Nested(message(bytes));
                    };
        };
    }

    private static Value address(String prefix, byte[] bytes) {
        return new Value.Address(Bech32.encode(prefix, Bytes.of(bytes)), Bytes.of(bytes));
    }

    private static Value coin(byte[] bytes) throws IOException {
        Wire in = new Wire(bytes);
        in.tag();
        String denom = in.text();
        in.tag();
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("denom", new Value.Text(denom));
        fields.put("amount", new Value.Whole(new BigInteger(in.text())));
        return new Value.Struct(fields);
    }
}
