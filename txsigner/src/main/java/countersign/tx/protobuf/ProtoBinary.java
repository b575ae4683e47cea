package countersign.tx.protobuf;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.proto.ProtoWriter;
import countersign.tx.Coin;
import countersign.tx.Transaction;
import countersign.tx.Value;
import countersign.tx.text.CoinText;
import countersign.tx.text.Texts;
import countersign.tx.text.Varint;

import java.math.BigInteger;
import java.util.stream.LongStream;

/// Values to protobuf: fields by rising number, those that are zero left out, numbers of a list
/// packed.
final class ProtoBinary {
    private final Descriptors descriptors;

    ProtoBinary(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    /// A message within a `google.protobuf.Any`.
    Bytes any(Transaction.Message message) {
        String name = message.type().substring(ProtoRequest.TYPE_URL_START.length());
        return any(message.type(), struct(descriptors.known(name), message.fields()));
    }

    static Bytes any(String typeUrl, Bytes value) {
        return new ProtoWriter().string(1, typeUrl).bytes(2, value).encoded();
    }

    static Bytes coin(Coin coin) {
        return new ProtoWriter()
                .string(1, coin.denom())
                .string(2, coin.amount().toString())
                .encoded();
    }

    private Bytes struct(MessageType type, Value.Struct struct) {
        ProtoWriter out = new ProtoWriter();
        for (MessageType.Field field : type.fields()) {
            Value value = struct.fields().get(field.name());
            if (value instanceof Value.Items items) {
                list(out, field, items);
            } else if (value != null) {
                single(out, field, value);
            }
        }
        return out.encoded();
    }

    private void single(ProtoWriter out, MessageType.Field field, Value value) {
        if (field.kind().isVarint()) {
            out.varint(field.number(), number(field, value));
        } else {
            out.message(field.number(), delimited(field, value));
        }
    }

    private void list(ProtoWriter out, MessageType.Field field, Value.Items items) {
        if (!field.kind().isVarint()) {
            items.values().forEach(item -> out.message(field.number(), delimited(field, item)));
            return;
        }
        LongStream all = items.values().stream().mapToLong(item -> number(field, item));
        out.bytes(field.number(), Varint.all(all));
    }

    private Bytes delimited(MessageType.Field field, Value value) {
        return switch (value) {
            case Value.Text text when field.kind() == Kind.MESSAGE -> clock(text.value());
            case Value.Text text -> Texts.utf8(text.value());
            case Value.Whole whole -> Texts.utf8(whole.value().toString());
            case Value.Decimal decimal -> Texts.utf8(decimal.value().unscaledValue().toString());
            case Value.Raw raw -> raw.value();
            case Value.Address address -> Texts.utf8(address.text());
            case Value.Struct coin when isCoin(field) -> coin(CoinText.coin(coin));
            case Value.Struct struct -> struct(descriptors.known(field.type()), struct);
            case Value.Nested nested -> any(nested.message());
            case Value.Flag _, Value.Items _ -> throw new Bug("these are written by field");
        };
    }

    static boolean isCoin(MessageType.Field field) {
        return field.type().equals("cosmos.base.v1beta1.Coin");
    }

    private static Bytes clock(String text) {
        return text.endsWith("s")
                ? ClockText.encoded(ClockText.nanos(text).orElseThrow())
                : ClockText.encoded(ClockText.time(text).orElseThrow());
    }

    private long number(MessageType.Field field, Value value) {
        if (field.kind() == Kind.ENUM && value instanceof Value.Text(String text)) {
            Integer number = descriptors.numbers(field.type()).get(text);
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
