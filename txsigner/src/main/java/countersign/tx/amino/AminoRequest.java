package countersign.tx.amino;

import countersign.json.Fields;
import countersign.json.JsonValue;
import countersign.json.Problems;
import countersign.json.Spot;
import countersign.tx.Transaction;
import countersign.tx.Value;
import countersign.tx.schema.Definition;
import countersign.tx.schema.FieldType;
import countersign.tx.schema.Schema;
import countersign.tx.text.CoinText;
import countersign.tx.text.Written;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Messages in JSON to values, by a schema. What is wrong is added to the problems and comes back
/// as empty.
final class AminoRequest {
    private static final Set<Integer> ADDRESS_BYTES = Set.of(20);

    private final Schema schema;
    private final Problems problems;
    private final Written written;
    private final CoinText coins;

    AminoRequest(Schema schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
        this.written = new Written(problems);
        this.coins = new CoinText(problems);
    }

    Optional<Transaction.Message> message(Spot at, String type, JsonValue.Members value) {
        Optional<Definition> definition = schema.message(type);
        if (definition.isEmpty()) {
            return written.wrong(at, "the schema has no message " + Fields.shown(type));
        }
        return struct(definition.get(), value).map(fields -> new Transaction.Message(type, fields));
    }

    private Optional<Value.Struct> struct(Definition definition, JsonValue.Members members) {
        int before = problems.size();
        Fields json = new Fields(members, problems);
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Definition.Field field : definition.fields()) {
            json.required(field.name())
                    .flatMap(value -> value(field.type(), value))
                    .ifPresent(value -> fields.put(field.name(), value));
        }
        json.refuseOthers();
        return problems.size() == before ? Optional.of(new Value.Struct(fields)) : Optional.empty();
    }

    private Optional<? extends Value> value(FieldType type, JsonValue json) {
        return switch (type) {
            case FieldType.Simple simple -> simple(simple, json);
            case FieldType.ListOf list -> list(list, json);
            case FieldType.StructOf struct ->
                    members(json).flatMap(members -> struct(schema.struct(struct), members));
            case FieldType.Choice choice ->
                    written.text(json)
                            .flatMap(
                                    text ->
                                            choice.numbers().containsKey(text.value())
                                                    ? Optional.of(text)
                                                    : written.wrong(
                                                            json.at(),
                                                            "this is none of "
                                                                    + String.join(
                                                                            ", ",
                                                                            choice.numbers()
                                                                                    .keySet())));
        };
    }

    private Optional<? extends Value> simple(FieldType.Simple type, JsonValue json) {
        return switch (type) {
            case BYTES -> written.hex(json);
            case BASE64 -> written.base64(json).flatMap(raw -> filled(raw, json));
            case STRING -> written.text(json);
            case ACC_ADDRESS -> written.address(json, schema.accPrefix(), ADDRESS_BYTES);
            case VAL_ADDRESS -> written.address(json, schema.valPrefix(), ADDRESS_BYTES);
            case DEC -> written.decimal(json);
            case INT -> written.whole(json, Written.Range.INT);
            case INT64 -> written.whole(json, Written.Range.INT64);
            case UINT64 -> written.whole(json, Written.Range.UINT64);
            case INT32 -> written.bareWhole(json, Written.Range.INT32);
            case UINT32 -> written.bareWhole(json, Written.Range.UINT32);
            case BOOL -> written.flag(json);
            case COIN -> coins.coin(json);
            case COINS -> coins.coins(json);
            case MESSAGE -> nested(json);
        };
    }

    private Optional<Value.Nested> nested(JsonValue json) {
        if (!(json instanceof JsonValue.Members members)) {
            return written.wrong(json.at(), "this is " + json.kind() + " instead of a message");
        }
        Fields fields = new Fields(members, problems);
        Optional<JsonValue.Text> type = fields.text("type");
        Optional<JsonValue.Members> value = fields.members("value");
        fields.refuseOthers();
        return type.flatMap(t -> value.flatMap(v -> message(t.at(), t.value(), v)))
                .map(Value.Nested::new);
    }

    /// A chain reads an empty list as none, and writes `null` where it is signed.
    private Optional<Value.Items> list(FieldType.ListOf type, JsonValue json) {
        if (!(json instanceof JsonValue.Items items)) {
            return written.wrong(json.at(), "this is " + json.kind() + " instead of a list");
        }
        if (items.values().isEmpty()) {
            return written.wrong(json.at(), "amino cannot write an empty list");
        }
        List<Value> values = new ArrayList<>();
        items.values().forEach(item -> value(type.element(), item).ifPresent(values::add));
        return values.size() == items.values().size()
                ? Optional.of(new Value.Items(values))
                : Optional.empty();
    }

    private Optional<Value.Raw> filled(Value.Raw raw, JsonValue json) {
        return raw.value().isEmpty()
                ? written.wrong(json.at(), "amino cannot write that there are no bytes")
                : Optional.of(raw);
    }

    private Optional<JsonValue.Members> members(JsonValue json) {
        return json instanceof JsonValue.Members members
                ? Optional.of(members)
                : written.wrong(json.at(), "this is " + json.kind() + " instead of an object");
    }
}
