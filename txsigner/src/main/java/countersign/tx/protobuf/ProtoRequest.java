package countersign.tx.protobuf;

import countersign.json.Fields;
import countersign.json.JsonValue;
import countersign.json.Problems;
import countersign.json.Spot;
import countersign.tx.Transaction;
import countersign.tx.Value;
import countersign.tx.text.CoinText;
import countersign.tx.text.Written;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Messages in protobuf's JSON, as Cosmos' clients write it, to values. What is wrong is added to
/// the problems and comes back as empty. Numbers that are 0, texts that are empty and lists without
/// items may be left out, and are left out of the values.
final class ProtoRequest {
    static final String TYPE_URL_START = "/";
    private static final String TYPE = "@type";

    private final Descriptors descriptors;
    private final SignMode mode;
    private final Problems problems;
    private final Written written;
    private final Scalars scalars;

    ProtoRequest(Descriptors descriptors, SignMode mode, String accPrefix, Problems problems) {
        this.descriptors = descriptors;
        this.mode = mode;
        this.problems = problems;
        this.written = new Written(problems);
        this.scalars = new Scalars(descriptors, accPrefix, written);
    }

    /// @param type as `/cosmos.bank.v1beta1.MsgSend`
    Optional<Transaction.Message> message(Spot at, String type, JsonValue.Members members) {
        Optional<MessageType> found =
                type.startsWith(TYPE_URL_START)
                        ? descriptors.message(type.substring(TYPE_URL_START.length()))
                        : Optional.empty();
        if (found.isEmpty()) {
            return written.wrong(at, "the descriptors have no message " + Fields.shown(type));
        }
        return struct(found.get(), members, type)
                .map(fields -> new Transaction.Message(type, fields));
    }

    private Optional<Value.Struct> struct(
            MessageType type, JsonValue.Members members, String nameInJson) {
        int before = problems.size();
        Fields json = new Fields(members, problems);
        if (!nameInJson.isEmpty() && json.has(TYPE)) {
            json.text(TYPE)
                    .filter(text -> !text.value().equals(nameInJson))
                    .ifPresent(text -> written.wrong(text.at(), "this is not " + nameInJson));
        }
        refuseUnwritable(type, members.at());
        Map<String, Value> fields = new LinkedHashMap<>();
        Set<String> groups = new HashSet<>();
        for (MessageType.Field field : type.fields()) {
            Optional<JsonValue> value = json.optional(field.name()).filter(v -> !isNull(v, field));
            if (value.isEmpty()) {
                if (field.isRequired() || isKept(field)) {
                    written.wrong(members.at(), "there is no \"" + field.name() + "\"");
                }
                continue;
            }
            String group = field.options().group();
            if (!group.isEmpty() && !groups.add(group)) {
                written.wrong(value.get().at(), "only one of its group may be there");
            }
            field(field, value.get()).ifPresent(read -> fields.put(field.name(), read));
        }
        json.refuseOthers();
        return problems.size() == before ? Optional.of(new Value.Struct(fields)) : Optional.empty();
    }

    /// Clients write `null` for a message that is not there.
    private static boolean isNull(JsonValue json, MessageType.Field field) {
        return json instanceof JsonValue.Word word
                && word.word().equals("null")
                && (field.kind() == Kind.MESSAGE || field.isInt() || field.isScaledDecimal());
    }

    /// Amino JSON has such a message even where it is empty, of which chains make an error.
    private boolean isKept(MessageType.Field field) {
        return mode == SignMode.LEGACY_AMINO_JSON
                && field.kind() == Kind.MESSAGE
                && !field.repeated()
                && field.options().amino().keptWhenEmpty();
    }

    private void refuseUnwritable(MessageType type, Spot at) {
        if (mode == SignMode.LEGACY_AMINO_JSON) {
            AminoJsonForm.obstacle(type)
                    .ifPresent(what -> written.wrong(at, "legacy amino JSON: " + what));
        }
    }

    private Optional<? extends Value> field(MessageType.Field field, JsonValue json) {
        if (!field.repeated()) {
            return single(field, json);
        }
        if (!(json instanceof JsonValue.Items items)) {
            return written.wrong(json.at(), "this is " + json.kind() + " instead of a list");
        }
        if (field.isCoins()) {
            return new CoinText(problems).coins(json).filter(coins -> !coins.values().isEmpty());
        }
        List<Value> values = new ArrayList<>();
        items.values().forEach(item -> element(field, item).ifPresent(values::add));
        return values.isEmpty() ? Optional.empty() : Optional.of(new Value.Items(values));
    }

    private Optional<? extends Value> element(MessageType.Field field, JsonValue json) {
        return field.kind() == Kind.MESSAGE ? embedded(field, json) : scalars.value(field, json);
    }

    /// Of a group, even a zero would say which of it was meant, and a message without anything in
    /// it too.
    private Optional<? extends Value> single(MessageType.Field field, JsonValue json) {
        Optional<? extends Value> value = element(field, json);
        if (value.isEmpty()) {
            return value;
        }
        boolean alone = field.options().group().isEmpty();
        boolean isEmpty =
                scalars.isZero(field, value.get())
                        || (!alone && value.get().equals(new Value.Struct(Map.of())));
        if (!isEmpty) {
            return value;
        }
        return alone
                ? Optional.empty()
                : written.wrong(json.at(), "what is zero or empty is left out here");
    }

    private Optional<? extends Value> embedded(MessageType.Field field, JsonValue json) {
        return switch (field.type()) {
            case "google.protobuf.Timestamp", "google.protobuf.Duration" ->
                    scalars.clock(field, json);
            case "google.protobuf.Any" -> any(json);
            case "cosmos.base.v1beta1.Coin" -> new CoinText(problems).coin(json);
            default -> {
                Optional<MessageType> type = descriptors.message(field.type());
                if (type.isEmpty() || type.get().isMap()) {
                    yield written.wrong(json.at(), "nothing of the type " + field.type());
                }
                yield json instanceof JsonValue.Members members
                        ? struct(type.get(), members, "")
                        : written.wrong(json.at(), "this is " + json.kind() + ", no object");
            }
        };
    }

    private Optional<Value.Nested> any(JsonValue json) {
        if (!(json instanceof JsonValue.Members members)) {
            return written.wrong(json.at(), "this is " + json.kind() + " instead of a message");
        }
        return new Fields(members, problems)
                .text(TYPE)
                .flatMap(type -> message(type.at(), type.value(), members))
                .map(Value.Nested::new);
    }
}
