package countersign.tx;

import countersign.bytes.Bytes;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A decoded value of a message's field.
public sealed interface Value {
    record Text(String value) implements Value {}

    record Whole(BigInteger value) implements Value {}

    /// A decimal number; its scale is that of the chain's type.
    record Decimal(BigDecimal value) implements Value {}

    record Flag(boolean value) implements Value {}

    record Raw(Bytes value) implements Value {}

    /// An address: as it was written, and what it stands for.
    record Address(String text, Bytes value) implements Value {}

    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }
    }

    /// Named fields in the order of the chain's type. A field that the chain's encoding leaves out,
    /// because it is zero or empty, may be missing. A coin is a struct of `denom` and `amount`.
    record Struct(Map<String, Value> fields) implements Value {
        public Struct {
            fields = new LinkedHashMap<>(fields);
        }
    }

    /// A message inside a message, such as what `MsgExec` carries.
    record Nested(Transaction.Message message) implements Value {}
}
