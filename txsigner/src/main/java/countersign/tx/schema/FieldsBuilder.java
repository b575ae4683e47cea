package countersign.tx.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// The fields of one message or struct in the making.
public final class FieldsBuilder {
    /// Fields in one message.
    public static final int FIELDS_MAX = 100;

    /// The largest tag that amino and protobuf can write.
    public static final int TAG_MAX = (1 << 29) - 1;

    /// The type of a field that holds one of several names.
    public static final String CHOICE = "enum";

    private static final String LIST = "[]";
    private static final int CHOICES_MAX = 64;
    private static final int NAME_CHARS_MAX = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final int line;
    private final String name;
    private final SchemaProblems problems;
    private final List<Definition.Field> fields = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<Integer> tags = new HashSet<>();
    private final Map<String, Integer> structs = new LinkedHashMap<>();
    private int lastTag;

    FieldsBuilder(int line, String name, SchemaProblems problems) {
        this.line = line;
        this.name = name;
        this.problems = problems;
    }

    /// A field as it is written down.
    ///
    /// @param tag where it is not given: one more than the field before
    /// @param choices the names of an `enum`, whose numbers begin at 1; else empty
    public record Written(String name, String type, OptionalLong tag, List<String> choices) {
        public Written {
            choices = List.copyOf(choices);
        }
    }

    /// Adds a field.
    public void field(int at, Written written) {
        checkName(at, written.name());
        long tag = written.tag().orElse(lastTag + 1L);
        if (tag < 1 || tag > TAG_MAX) {
            problems.wrong(at, "a tag is a number from 1 to " + TAG_MAX, "leave the tag out");
            return;
        }
        lastTag = (int) tag;
        if (!tags.add(lastTag)) {
            problems.wrong(
                    at,
                    "the tag " + lastTag + " is there twice in " + name,
                    "give each field the number that the chain's type has");
        }
        if (fields.size() == FIELDS_MAX) {
            problems.wrong(
                    at, "there are more than " + FIELDS_MAX + " fields in " + name, "check it");
            return;
        }
        type(at, written)
                .ifPresent(type -> fields.add(new Definition.Field(written.name(), type, lastTag)));
    }

    void requireStructs(Collection<String> known) {
        structs.forEach(
                (struct, at) -> {
                    if (!known.contains(struct)) {
                        problems.wrong(
                                at,
                                "`" + struct + "` is no type",
                                "types are "
                                        + simpleNames()
                                        + ", enum, the name of a [[struct]], and each with "
                                        + LIST
                                        + " in front");
                    }
                });
    }

    Definition definition() {
        List<Definition.Field> sorted = new ArrayList<>(fields);
        sorted.sort(Comparator.comparingInt(Definition.Field::tag));
        return new Definition(name, sorted);
    }

    /// The line the definition begins on.
    public int line() {
        return line;
    }

    private void checkName(int at, String field) {
        if (field.length() > NAME_CHARS_MAX || !NAME.matcher(field).matches()) {
            problems.wrong(
                    at,
                    "a field's name is made of letters, digits and _",
                    "write it as in the chain's JSON, as `from_address`");
        } else if (!names.add(field)) {
            problems.wrong(
                    at,
                    "the field " + field + " is there twice in " + name,
                    "delete one of the two");
        }
    }

    private Optional<FieldType> type(int at, Written written) {
        boolean list = written.type().startsWith(LIST);
        String single = list ? written.type().substring(LIST.length()) : written.type();
        if (!written.choices().isEmpty() && !single.equals(CHOICE)) {
            problems.wrong(
                    at, "only an enum has values", "delete `values`, or write type = \"enum\"");
        }
        Optional<FieldType> type;
        if (single.equals(CHOICE)) {
            type = choice(at, written.choices());
        } else {
            Optional<FieldType.Simple> simple = FieldType.Simple.of(single);
            if (simple.isEmpty()) {
                structs.putIfAbsent(single, at);
            }
            type = Optional.of(simple.isPresent() ? simple.get() : new FieldType.StructOf(single));
        }
        if (list && type.equals(Optional.of(FieldType.Simple.COINS))) {
            problems.wrong(at, "a list of lists of coins cannot be written", "write sdk.Coins");
        }
        return list ? type.map(FieldType.ListOf::new) : type;
    }

    private Optional<FieldType> choice(int at, List<String> choices) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        choices.forEach(choice -> numbers.put(choice, numbers.size() + 1));
        if (choices.isEmpty() || choices.size() > CHOICES_MAX || numbers.size() < choices.size()) {
            problems.wrong(
                    at,
                    "an enum has values, 64 at most, each of which is there once",
                    "write those that have the numbers from 1 on, as values = [\"Yes\", \"No\"]");
            return Optional.empty();
        }
        return Optional.of(new FieldType.Choice(numbers));
    }

    private static String simpleNames() {
        List<String> written = new ArrayList<>();
        for (FieldType.Simple type : FieldType.Simple.values()) {
            written.add(type.written());
        }
        return String.join(", ", written);
    }
}
