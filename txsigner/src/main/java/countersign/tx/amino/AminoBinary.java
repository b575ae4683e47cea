package countersign.tx.amino;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.proto.ProtoWriter;
import countersign.tx.Coin;
import countersign.tx.Transaction;
import countersign.tx.Value;
import countersign.tx.schema.Definition;
import countersign.tx.schema.FieldType;
import countersign.tx.schema.Schema;
import countersign.tx.text.CoinText;
import countersign.tx.text.Texts;
import countersign.tx.text.Varint;

import java.math.BigInteger;
import java.util.stream.LongStream;

/// Values to amino's binary form, which is protobuf's but for the prefixes of registered types.
/// Zero numbers, empty text, bytes and structs are left out, but not elements of a list.
final class AminoBinary {
    private final Schema schema;

    AminoBinary(Schema schema) {
        this.schema = schema;
    }

    Bytes message(Transaction.Message message) {
        Definition definition =
                schema.message(message.type())
                        .orElseThrow(() -> new Bug("the schema has what it decoded"));
        return AminoPrefix.of(message.type()).concat(struct(definition, message.fields()));
    }

    static Bytes coin(Coin coin) {
        return new ProtoWriter()
                .string(1, coin.denom())
                .string(2, coin.amount().toString())
                .encoded();
    }

    private Bytes struct(Definition definition, Value.Struct struct) {
        ProtoWriter out = new ProtoWriter();
        for (Definition.Field field : definition.fields()) {
            Value value = struct.fields().get(field.name());
            if (value == null) {
                throw new Bug("no field is missing");
            }
            field(out, field, value);
        }
        return out.encoded();
    }

    private void field(ProtoWriter out, Definition.Field field, Value value) {
        if (!(value instanceof Value.Items items)) {
            if (isVarint(field.type())) {
                out.varint(field.tag(), number(field.type(), value));
            } else {
                out.bytes(field.tag(), delimited(field.type(), value));
            }
            return;
        }
        FieldType element =
                field.type() instanceof FieldType.ListOf(FieldType inner)
                        ? inner
                        : FieldType.Simple.COIN;
        if (isVarint(element)) {
            LongStream all = items.values().stream().mapToLong(item -> number(element, item));
            out.bytes(field.tag(), Varint.all(all));
        } else {
            items.values().forEach(item -> out.message(field.tag(), delimited(element, item)));
        }
    }

    private Bytes delimited(FieldType type, Value value) {
        return switch (value) {
            case Value.Text text -> Texts.utf8(text.value());
            case Value.Whole whole -> Texts.utf8(whole.value().toString());
            case Value.Decimal decimal -> Texts.utf8(decimal.value().unscaledValue().toString());
            case Value.Raw raw -> raw.value();
            case Value.Address address -> address.value();
            case Value.Struct struct when type instanceof FieldType.StructOf of ->
                    struct(schema.struct(of), struct);
            case Value.Struct coin -> coin(CoinText.coin(coin));
            case Value.Nested nested -> message(nested.message());
            case Value.Flag _, Value.Items _ -> throw new Bug("these are written by field");
        };
    }

    private static boolean isVarint(FieldType type) {
        return switch (type) {
            case FieldType.Simple simple ->
                    switch (simple) {
                        case INT64, UINT64, INT32, UINT32, BOOL -> true;
                        case BYTES,
                                BASE64,
                                STRING,
                                ACC_ADDRESS,
                                VAL_ADDRESS,
                                DEC,
                                INT,
                                COIN,
                                COINS,
                                MESSAGE ->
                                false;
                    };
            case FieldType.Choice _ -> true;
            case FieldType.ListOf _, FieldType.StructOf _ -> false;
        };
    }

    private static long number(FieldType type, Value value) {
        if (type instanceof FieldType.Choice choice && value instanceof Value.Text(String text)) {
            Integer number = choice.numbers().get(text);
            if (number != null) {
                return number;
            }
        }
        if (value instanceof Value.Flag(boolean set)) {
            return set ? 1 : 0;
        }
        if (value instanceof Value.Whole(BigInteger whole)) {
            return whole.longValue();
        }
        throw new Bug("this type is no number");
    }
}
