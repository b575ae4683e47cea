package countersign.tx.protobuf;

import countersign.json.Fields;
import countersign.json.JsonValue;
import countersign.tx.Value;
import countersign.tx.text.Written;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Values that are no messages, from JSON. What is wrong comes back as empty.
final class Scalars {
    private static final Set<Integer> ADDRESS_BYTES = Set.of(20, 32);
    private static final Pattern DECIMAL =
            Pattern.compile("-?(?:0|[1-9][0-9]{0,59})(?:\\.[0-9]{1,18})?");

    private final Descriptors descriptors;
    private final String accPrefix;
    private final Written written;

    Scalars(Descriptors descriptors, String accPrefix, Written written) {
        this.descriptors = descriptors;
        this.accPrefix = accPrefix;
        this.written = written;
    }

    /// Whether protobuf leaves it out. Text of a number is never empty.
    boolean isZero(MessageType.Field field, Value value) {
        return switch (value) {
            case Value.Text text when field.kind() == Kind.ENUM ->
                    Integer.valueOf(0).equals(descriptors.numbers(field.type()).get(text.value()));
            case Value.Text text -> text.value().isEmpty();
            case Value.Whole whole -> field.kind().isVarint() && whole.value().signum() == 0;
            case Value.Flag flag -> !flag.value();
            case Value.Raw raw -> raw.value().isEmpty();
            case Value.Decimal _, Value.Address _, Value.Items _, Value.Struct _, Value.Nested _ ->
                    false;
        };
    }

    Optional<? extends Value> value(MessageType.Field field, JsonValue json) {
        return switch (field.kind()) {
            case INT64 -> whole(json, Written.Range.INT64);
            case UINT64 -> whole(json, Written.Range.UINT64);
            case INT32 -> whole(json, Written.Range.INT32);
            case UINT32 -> whole(json, Written.Range.UINT32);
            case BOOL -> written.flag(json);
            case BYTES -> written.base64(json);
            case ENUM -> choice(field, json);
            case STRING -> text(field, json);
            case MESSAGE, OTHER -> written.wrong(json.at(), "fields of this type are never signed");
        };
    }

    /// A point in time or a length of it, kept as it is written.
    Optional<? extends Value> clock(MessageType.Field field, JsonValue json) {
        boolean isTime = field.type().endsWith("Timestamp");
        return written.text(json)
                .flatMap(
                        text ->
                                (isTime
                                                ? ClockText.time(text.value()).isPresent()
                                                : ClockText.nanos(text.value()).isPresent())
                                        ? Optional.of(text)
                                        : written.wrong(
                                                json.at(),
                                                Fields.shown(text.value())
                                                        + (isTime
                                                                ? " is no time as"
                                                                        + " 2026-11-21T10:33:48.5Z"
                                                                : " is no length of time as"
                                                                        + " 3600s or 1.5s")));
    }

    private Optional<Value.Whole> whole(JsonValue json, Written.Range range) {
        return json instanceof JsonValue.Numeral
                ? written.bareWhole(json, range)
                : written.whole(json, range);
    }

    private Optional<? extends Value> text(MessageType.Field field, JsonValue json) {
        // Go reads zeros in front as octal.
        if (field.isInt() || field.isGoInt()) {
            return written.whole(json, Written.Range.INT);
        }
        if (field.isScaledDecimal()) {
            return written.decimal(json);
        }
        if (field.isGoDecimal()) {
            return written.wrong(
                    json.at(),
                    "its descriptor does not say how this number is written"
                            + " (cosmos_proto.scalar)");
        }
        return switch (field.options().scalar()) {
            case "cosmos.AddressString" ->
                    address(json, List.of(accPrefix, accPrefix + "valoper", accPrefix + "valcons"));
            case "cosmos.ValidatorAddressString" -> address(json, List.of(accPrefix + "valoper"));
            case "cosmos.ConsensusAddressString" -> address(json, List.of(accPrefix + "valcons"));
            case "cosmos.Dec" -> plainDecimal(json);
            default -> written.text(json);
        };
    }

    private Optional<? extends Value> address(JsonValue json, List<String> prefixes) {
        if (json instanceof JsonValue.Text text && text.value().isEmpty()) {
            return written.text(json);
        }
        String prefix = prefixes.getFirst();
        if (json instanceof JsonValue.Text text) {
            for (String other : prefixes) {
                prefix = text.value().startsWith(other + "1") ? other : prefix;
            }
        }
        return written.address(json, prefix, ADDRESS_BYTES);
    }

    /// A decimal that a chain keeps as it is written.
    private Optional<Value.Text> plainDecimal(JsonValue json) {
        return written.text(json)
                .flatMap(
                        text ->
                                text.value().isEmpty() || DECIMAL.matcher(text.value()).matches()
                                        ? Optional.of(text)
                                        : written.wrong(json.at(), "this is no decimal"));
    }

    private Optional<Value.Text> choice(MessageType.Field field, JsonValue json) {
        return written.text(json)
                .flatMap(
                        text ->
                                descriptors.numbers(field.type()).containsKey(text.value())
                                        ? Optional.of(text)
                                        : written.wrong(
                                                json.at(),
                                                Fields.shown(text.value())
                                                        + " is none of "
                                                        + descriptors
                                                                .numbers(field.type())
                                                                .keySet()));
    }
}
