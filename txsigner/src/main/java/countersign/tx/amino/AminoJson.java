package countersign.tx.amino;

import countersign.bytes.Bug;
import countersign.tx.Transaction;
import countersign.tx.Value;
import countersign.tx.schema.Definition;
import countersign.tx.schema.FieldType;
import countersign.tx.schema.Schema;
import countersign.tx.text.CoinText;
import countersign.tx.text.GoJson;
import countersign.tx.text.SignDocument;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values to the JSON that is signed.
final class AminoJson {
    private final Schema schema;

    AminoJson(Schema schema) {
        this.schema = schema;
    }

    String message(Transaction.Message message) {
        Definition definition =
                schema.message(message.type())
                        .orElseThrow(() -> new Bug("the schema has what it decoded"));
        return GoJson.object(
                Map.of(
                        "type",
                        GoJson.text(message.type()),
                        "value",
                        struct(definition, message.fields())));
    }

    private String struct(Definition definition, Value.Struct struct) {
        Map<String, String> members = new LinkedHashMap<>();
        for (Definition.Field field : definition.fields()) {
            Value value = struct.fields().get(field.name());
            if (value == null) {
                throw new Bug("no field is missing");
            }
            members.put(field.name(), value(field.type(), value));
        }
        return GoJson.object(members);
    }

    private String value(FieldType type, Value value) {
        return switch (value) {
            case Value.Text text -> GoJson.text(text.value());
            case Value.Whole whole when isBare(type) -> whole.value().toString();
            case Value.Whole whole -> GoJson.text(whole.value().toString());
            case Value.Decimal decimal -> GoJson.text(decimal.value().toPlainString());
            case Value.Flag flag -> Boolean.toString(flag.value());
            case Value.Raw raw when type == FieldType.Simple.BASE64 ->
                    GoJson.text(Base64.getEncoder().encodeToString(raw.value().toArray()));
            case Value.Raw raw -> GoJson.text(raw.value().hex());
            case Value.Address address -> GoJson.text(address.text());
            case Value.Items items -> list(type, items);
            case Value.Struct struct when type instanceof FieldType.StructOf of ->
                    struct(schema.struct(of), struct);
            case Value.Struct coin -> SignDocument.coin(CoinText.coin(coin));
            case Value.Nested nested -> message(nested.message());
        };
    }

    private String list(FieldType type, Value.Items items) {
        FieldType element =
                type instanceof FieldType.ListOf(FieldType inner) ? inner : FieldType.Simple.COIN;
        List<String> written = items.values().stream().map(item -> value(element, item)).toList();
        return GoJson.list(written);
    }

    private static boolean isBare(FieldType type) {
        return type == FieldType.Simple.INT32 || type == FieldType.Simple.UINT32;
    }
}
