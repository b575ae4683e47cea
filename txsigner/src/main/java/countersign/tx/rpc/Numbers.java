package countersign.tx.rpc;

import countersign.json.JsonValue;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Whole numbers from 0, which some versions write as numbers and others as text.
final class Numbers {
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,18}");

    private Numbers() {}

    static OptionalLong whole(Optional<JsonValue> value) {
        return value.flatMap(Numbers::written).map(Numbers::whole).orElse(OptionalLong.empty());
    }

    /// The number as it is written.
    static Optional<String> written(JsonValue value) {
        return switch (value) {
            case JsonValue.Numeral(var _, String written) -> Optional.of(written);
            case JsonValue.Text(var _, String written) -> Optional.of(written);
            case JsonValue.Members _, JsonValue.Items _, JsonValue.Word _ -> Optional.empty();
        };
    }

    private static OptionalLong whole(String written) {
        if (!WHOLE.matcher(written).matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(written));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }
}
