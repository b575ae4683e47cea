package countersign.tx.schema;

import java.util.List;

/// A message or a struct.
///
/// @param name as `oracle/MsgExchangeRateVote`
/// @param fields by rising tag
public record Definition(String name, List<Field> fields) {
    public Definition {
        fields = List.copyOf(fields);
    }

    /// One field.
    ///
    /// @param tag its number, from 1 on
    public record Field(String name, FieldType type, int tag) {}
}
