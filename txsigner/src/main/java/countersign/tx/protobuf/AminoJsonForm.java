package countersign.tx.protobuf;

import countersign.tx.Coin;
import countersign.tx.Transaction;
import countersign.tx.Value;
import countersign.tx.text.CoinText;
import countersign.tx.text.GoJson;
import countersign.tx.text.SignDocument;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values to legacy amino JSON, by the rules of the Cosmos SDK's `x/tx`: what is empty is left out
/// unless a field's option keeps it, a message in an `Any` stands behind its amino name, enums are
/// numbers, numbers of 64 bits are text.
final class AminoJsonForm {
    private static final String KEY_FIELD = "key_field";

    private final Descriptors descriptors;

    AminoJsonForm(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    /// Why a type cannot be written, where it cannot.
    static Optional<String> obstacle(MessageType type) {
        String encoding = type.aminoEncoding();
        if (!encoding.isEmpty() && !encoding.equals(KEY_FIELD)) {
            return Optional.of(type.name() + " is written as " + encoding);
        }
        for (MessageType.Field field : type.fields()) {
            MessageType.Amino amino = field.options().amino();
            if (!amino.encoding().isEmpty() && !amino.encoding().equals("legacy_coins")) {
                return Optional.of(field.name() + " is written as " + amino.encoding());
            }
            if (!field.options().group().isEmpty() && amino.choice().isEmpty()) {
                return Optional.of(field.name() + " has no name there");
            }
        }
        return Optional.empty();
    }

    /// A message within an `Any`.
    String any(Transaction.Message message) {
        String name = message.type().substring(ProtoRequest.TYPE_URL_START.length());
        MessageType type = descriptors.known(name);
        String called = type.aminoName().isEmpty() ? message.type() : type.aminoName();
        return named(called, message(type, message.fields()));
    }

    private static String named(String name, String value) {
        return GoJson.object(Map.of("type", GoJson.text(name), "value", value));
    }

    private String message(MessageType type, Value.Struct struct) {
        if (type.aminoEncoding().equals(KEY_FIELD)) {
            return struct.fields().get("key") instanceof Value.Raw raw ? base64(raw) : "null";
        }
        Map<String, String> members = new LinkedHashMap<>();
        for (MessageType.Field field : type.fields()) {
            MessageType.Amino amino = field.options().amino();
            String group = field.options().group();
            Value value = struct.fields().get(field.name());
            if (group.isEmpty()) {
                member(field, value).ifPresent(json -> members.put(amino.name(), json));
            } else if (value == null) {
                members.putIfAbsent(camel(group), "null");
            } else {
                String inner = GoJson.object(Map.of(amino.name(), value(field, value)));
                members.put(camel(group), named(amino.choice(), inner));
            }
        }
        return GoJson.object(members);
    }

    private Optional<String> member(MessageType.Field field, @Nullable Value value) {
        if (value == null) {
            return field.options().amino().keptWhenEmpty()
                    ? Optional.of(empty(field))
                    : Optional.empty();
        }
        if (value instanceof Value.Items items) {
            List<String> json = new ArrayList<>();
            items.values().forEach(item -> json.add(value(field, item)));
            return Optional.of(GoJson.list(json));
        }
        return Optional.of(value(field, value));
    }

    private static String empty(MessageType.Field field) {
        if (field.repeated()) {
            return field.isCoins() ? "[]" : "null";
        }
        return switch (field.kind()) {
            case INT64, UINT64 -> "\"0\"";
            case INT32, UINT32, ENUM -> "0";
            case BOOL -> "false";
            case STRING -> field.isInt() || field.isScaledDecimal() ? "\"0\"" : "\"\"";
            case BYTES -> "null";
            case MESSAGE, OTHER -> "null";
        };
    }

    private String value(MessageType.Field field, Value value) {
        return switch (value) {
            case Value.Text text when field.kind() == Kind.ENUM ->
                    String.valueOf(descriptors.numbers(field.type()).get(text.value()));
            case Value.Text text when field.type().endsWith("protobuf.Duration") ->
                    GoJson.text(ClockText.nanos(text.value()).orElseThrow().toString());
            case Value.Text text when field.type().endsWith("protobuf.Timestamp") ->
                    GoJson.text(ClockText.shortest(text.value()));
            case Value.Text text -> GoJson.text(text.value());
            case Value.Whole whole when field.kind() == Kind.INT32 || field.kind() == Kind.UINT32 ->
                    whole.value().toString();
            case Value.Whole whole -> GoJson.text(whole.value().toString());
            case Value.Decimal decimal -> GoJson.text(decimal.value().toPlainString());
            case Value.Flag flag -> Boolean.toString(flag.value());
            case Value.Raw raw -> base64(raw);
            case Value.Address address -> GoJson.text(address.text());
            case Value.Struct coin when ProtoBinary.isCoin(field) -> coin(CoinText.coin(coin));
            case Value.Struct struct -> message(descriptors.known(field.type()), struct);
            case Value.Nested nested -> any(nested.message());
            case Value.Items items ->
                    GoJson.list(items.values().stream().map(v -> value(field, v)).toList());
        };
    }

    private static String coin(Coin coin) {
        return SignDocument.coin(coin);
    }

    private static String base64(Value.Raw raw) {
        return GoJson.text(Base64.getEncoder().encodeToString(raw.value().toArray()));
    }

    /// `some_name` as `SomeName`.
    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_")) {
            if (!word.isEmpty()) {
                camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return camel.toString();
    }
}
