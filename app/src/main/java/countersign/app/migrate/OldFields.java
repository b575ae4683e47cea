package countersign.app.migrate;

import countersign.app.config.ChainIds;
import countersign.consensus.ChainId;
import countersign.json.Fields;
import countersign.json.JsonValue;
import countersign.json.Problems;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One section of an old configuration in YAML. What is wrong goes to the findings, with the file,
/// line and column.
final class OldFields {
    private final Path file;
    private final JsonValue.Members section;
    private final Findings findings;
    // All of them: it is the operator's own file, and of a bounded length.
    private final Problems wrong = new Problems(Integer.MAX_VALUE);
    private final Fields fields;

    OldFields(Path file, JsonValue.Members section, Findings findings) {
        this.file = file;
        this.section = section;
        this.findings = findings;
        this.fields = new Fields(section, wrong);
    }

    /// The whole file, which must be a mapping.
    static Optional<OldFields> of(Path file, JsonValue whole, Findings findings) {
        if (whole instanceof JsonValue.Members members) {
            return Optional.of(new OldFields(file, members, findings));
        }
        findings.problem(file + ": this is " + whole.kind() + " and no configuration", "");
        return Optional.empty();
    }

    Optional<String> text(String name) {
        return fields.text(name).map(JsonValue.Text::value);
    }

    Optional<String> optionalText(String name) {
        return present(name) ? text(name) : Optional.empty();
    }

    /// A chain id that a file may be called after.
    Optional<ChainId> chain(String name) {
        Optional<JsonValue.Text> text = fields.text(name);
        if (text.isPresent() && !ChainIds.isPlain(text.get().value())) {
            fields.wrong(text.get().at(), "this is no chain id");
            return Optional.empty();
        }
        return text.map(JsonValue.Text::value).map(ChainId::new);
    }

    /// Texts, of which there must be at least one.
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        fields.items(name)
                .ifPresent(
                        items -> {
                            for (JsonValue item : items.values()) {
                                if (item instanceof JsonValue.Text text) {
                                    texts.add(text.value());
                                } else {
                                    fields.wrong(item.at(), "this is " + item.kind());
                                }
                            }
                        });
        return texts;
    }

    boolean flag(String name, boolean without) {
        if (!present(name)) {
            return without;
        }
        JsonValue value = fields.required(name).orElseThrow();
        if (value instanceof JsonValue.Word word && !word.word().equals("null")) {
            return word.word().equals("true");
        }
        fields.wrong(value.at(), "this is " + value.kind() + " instead of true or false");
        return without;
    }

    /// The sections of a list; none where it is missing or empty.
    List<OldFields> sections(String name) {
        List<OldFields> sections = new ArrayList<>();
        if (present(name)) {
            fields.items(name)
                    .ifPresent(
                            items ->
                                    items.values().stream()
                                            .flatMap(item -> fields.members(item).stream())
                                            .map(item -> new OldFields(file, item, findings))
                                            .forEach(sections::add));
        }
        return sections;
    }

    /// A member that is there and not null. Counts as asked for.
    boolean present(String name) {
        return fields.optional(name)
                .filter(
                        value ->
                                !(value instanceof JsonValue.Word word)
                                        || !word.kind().equals("null"))
                .isPresent();
    }

    /// Members whose value is of no interest here.
    void ignore(String... names) {
        for (String name : names) {
            fields.optional(name);
        }
    }

    /// A problem of this section.
    void problem(String what, String next) {
        findings.problem(file + ":" + section.at() + ": " + what, next);
    }

    /// Ends with everything that is wrong, what nobody asked for included.
    void end() {
        fields.refuseOthers();
        wrong.all().forEach(what -> findings.problem(file + ":" + what, ""));
    }
}
