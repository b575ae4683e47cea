package countersign.json;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// The members of one object, asked for by name. What is wrong is added to `problems`, each with
/// its place, and comes back as empty. Whoever has asked for all that may be there ends with
/// [#refuseOthers].
public final class Fields {
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final int SHOWN_CHARS_MAX = 40;

    private final JsonValue.Members object;
    private final Problems problems;
    private final Set<String> known = new HashSet<>();

    public Fields(JsonValue.Members object, Problems problems) {
        this.object = object;
        this.problems = problems;
    }

    /// Whether there is such a member, whatever it is.
    public boolean has(String name) {
        return object.values().containsKey(name);
    }

    /// A member that may be missing.
    public Optional<JsonValue> optional(String name) {
        known.add(name);
        return Optional.ofNullable(object.values().get(name));
    }

    /// A member that must be there.
    public Optional<JsonValue> required(String name) {
        Optional<JsonValue> value = optional(name);
        if (value.isEmpty()) {
            problems.add(object.at() + ": there is no \"" + name + "\"");
        }
        return value;
    }

    public Optional<JsonValue.Text> text(String name) {
        return required(name).flatMap(this::text);
    }

    public Optional<JsonValue.Text> optionalText(String name) {
        return optional(name).flatMap(this::text);
    }

    /// An object that must be there.
    public Optional<JsonValue.Members> members(String name) {
        return required(name).flatMap(this::members);
    }

    /// A list that must be there.
    public Optional<JsonValue.Items> items(String name) {
        return required(name)
                .flatMap(
                        value ->
                                value instanceof JsonValue.Items items
                                        ? Optional.of(items)
                                        : wrong(value, "a list"));
    }

    /// A whole number from 0 to `max`, written as text.
    public OptionalLong wholeInText(String name, long max) {
        Optional<JsonValue.Text> text = text(name);
        return text.isEmpty() ? OptionalLong.empty() : whole(text.get(), text.get().value(), max);
    }

    /// A whole number from 0 to `max`, written as a number.
    public OptionalLong whole(String name, long max) {
        Optional<JsonValue> value = required(name);
        return switch (value.orElse(null)) {
            case null -> OptionalLong.empty();
            case JsonValue.Numeral number -> whole(number, number.written(), max);
            case JsonValue.Text _, JsonValue.Members _, JsonValue.Items _, JsonValue.Word _ -> {
                wrong(value.get(), "a number");
                yield OptionalLong.empty();
            }
        };
    }

    /// Adds a problem with a value.
    public void wrong(Spot at, String what) {
        problems.add(at + ": " + what);
    }

    /// An element that must be an object.
    public Optional<JsonValue.Members> members(JsonValue value) {
        return value instanceof JsonValue.Members members
                ? Optional.of(members)
                : wrong(value, "an object");
    }

    /// Every member that nobody has asked for is a problem.
    public void refuseOthers() {
        object.values()
                .forEach(
                        (name, value) -> {
                            if (!known.contains(name)) {
                                wrong(value.at(), "this format has no such member");
                            }
                        });
    }

    private Optional<JsonValue.Text> text(JsonValue value) {
        return value instanceof JsonValue.Text text ? Optional.of(text) : wrong(value, "text");
    }

    private OptionalLong whole(JsonValue value, String written, long max) {
        if (WHOLE.matcher(written).matches()) {
            try {
                long number = Long.parseLong(written);
                if (number <= max) {
                    return OptionalLong.of(number);
                }
            } catch (NumberFormatException tooLarge) {
                // Said below.
            }
        }
        wrong(value.at(), shown(written) + " is no whole number from 0 to " + max);
        return OptionalLong.empty();
    }

    private <T> Optional<T> wrong(JsonValue value, String wanted) {
        wrong(value.at(), "this is " + value.kind() + " instead of " + wanted);
        return Optional.empty();
    }

    /// A piece of hostile text for a message: short, on one line.
    public static String shown(String text) {
        return "`" + OneLine.of(text, SHOWN_CHARS_MAX) + "`";
    }
}
