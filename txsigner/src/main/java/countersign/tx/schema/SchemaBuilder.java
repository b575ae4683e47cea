package countersign.tx.schema;

import countersign.consensus.Bech32;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A schema in the making. Every piece comes with the line it stands on; what is wrong with it is
/// told at once and the rest is still looked at.
public final class SchemaBuilder {
    /// Messages and structs.
    public static final int DEFINITIONS_MAX = 1_000;

    private static final int NAME_CHARS_MAX = 100;
    private static final Pattern TYPE_NAME = Pattern.compile("[A-Za-z0-9_./-]+");

    private final SchemaProblems problems;
    private final Map<String, FieldsBuilder> messages = new LinkedHashMap<>();
    private final Map<String, FieldsBuilder> structs = new LinkedHashMap<>();
    private @Nullable String namespace;
    private @Nullable String accPrefix;
    private @Nullable String valPrefix;
    private boolean wrong;

    public SchemaBuilder(SchemaProblems problems) {
        this.problems =
                (line, what, hint) -> {
                    wrong = true;
                    problems.wrong(line, what, hint);
                };
    }

    public void namespace(int line, String name) {
        checkName(line, name);
        namespace = name;
    }

    public void accPrefix(int line, String prefix) {
        checkPrefix(line, prefix, "cosmos");
        accPrefix = prefix;
    }

    public void valPrefix(int line, String prefix) {
        checkPrefix(line, prefix, "cosmosvaloper");
        valPrefix = prefix;
    }

    /// Begins a message.
    public FieldsBuilder message(int line, String typeName) {
        checkName(line, typeName);
        return begin(messages, line, typeName);
    }

    /// Begins a struct.
    public FieldsBuilder struct(int line, String name) {
        checkName(line, name);
        if (FieldType.Simple.of(name).isPresent() || name.equals(FieldsBuilder.CHOICE)) {
            problems.wrong(line, name + " is a type already", "give the struct another name");
        }
        return begin(structs, line, name);
    }

    /// The schema, where nothing was wrong.
    public Optional<Schema> built() {
        messages.values().forEach(fields -> fields.requireStructs(structs.keySet()));
        structs.values().forEach(fields -> fields.requireStructs(structs.keySet()));
        if (wrong || namespace == null || accPrefix == null || valPrefix == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Schema(
                        namespace,
                        accPrefix,
                        valPrefix,
                        definitions(messages),
                        definitions(structs)));
    }

    private FieldsBuilder begin(Map<String, FieldsBuilder> all, int line, String name) {
        FieldsBuilder fields = new FieldsBuilder(line, name, problems);
        if (all.putIfAbsent(name, fields) != null) {
            problems.wrong(line, name + " is defined twice", "delete one of the two");
        }
        if (all.size() == DEFINITIONS_MAX + 1) {
            problems.wrong(
                    line,
                    "there are more than " + DEFINITIONS_MAX + " definitions",
                    "leave out those that are not signed");
        }
        return fields;
    }

    private void checkName(int line, String name) {
        if (name.length() > NAME_CHARS_MAX || !TYPE_NAME.matcher(name).matches()) {
            problems.wrong(
                    line,
                    "a type's name is made of letters, digits and _ . / -, at most "
                            + NAME_CHARS_MAX
                            + " of them",
                    "write it as the chain registers it, as `cosmos-sdk/MsgSend`");
        }
    }

    private void checkPrefix(int line, String prefix, String example) {
        if (!Bech32.isPrefix(prefix)) {
            problems.wrong(
                    line,
                    "no address can begin like this",
                    "write what stands before the 1 of an address, as `" + example + "`");
        }
    }

    private static Map<String, Definition> definitions(Map<String, FieldsBuilder> all) {
        Map<String, Definition> definitions = new LinkedHashMap<>();
        all.forEach((name, fields) -> definitions.put(name, fields.definition()));
        return definitions;
    }
}
