package countersign.app.config.schema;

import countersign.app.config.ConfigException;
import countersign.app.config.Located;
import countersign.app.config.Problem;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.app.config.toml.TomlDocument;
import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.tx.schema.FieldsBuilder;
import countersign.tx.schema.Schema;
import countersign.tx.schema.SchemaBuilder;

import org.tomlj.TomlParseResult;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads a transaction schema as tmkms has it, or one that says more.
///
///     namespace = "core/StdTx"
///     acc_prefix = "terra"
///     val_prefix = "terravaloper"
///
///     [[definition]]                  # a message
///     type_name = "oracle/MsgExchangeRateVote"
///     fields = [ { name = "denom", type = "string", tag = 1 } ]
///
///     [[struct]]                      # what messages have in them; not in tmkms
///     name = "Input"
///     fields = [ { name = "coins", type = "sdk.Coins" } ]
public final class SchemaReader {
    private final Problems problems = new Problems();
    private final SchemaBuilder builder = new SchemaBuilder(problems::error);

    private SchemaReader() {}

    /// The schema in a file of this name and content.
    ///
    /// @throws ConfigException with everything that is wrong
    public static Schema read(String file, Bytes contents) throws ConfigException {
        return new SchemaReader().schema(file, SourceText.of(file, contents));
    }

    private Schema schema(String file, String text) throws ConfigException {
        TomlParseResult toml =
                TomlDocument.read(text, problems)
                        .orElseThrow(() -> new ConfigException(file, problems.errors()));
        root(new Section(toml, "the schema", Problem.WHOLE_FILE, problems));
        Optional<Schema> built = builder.built();
        if (!problems.errors().isEmpty()) {
            throw new ConfigException(file, problems.errors());
        }
        return built.orElseThrow(() -> new Bug("a schema without problems is built"));
    }

    private void root(Section root) {
        root.requiredText("namespace", "cosmos-sdk/StdTx")
                .ifPresent(name -> builder.namespace(name.line(), name.value()));
        root.requiredText("acc_prefix", "cosmos")
                .ifPresent(prefix -> builder.accPrefix(prefix.line(), prefix.value()));
        root.requiredText("val_prefix", "cosmosvaloper")
                .ifPresent(prefix -> builder.valPrefix(prefix.line(), prefix.value()));
        for (Section section : root.tables("definition", "[[definition]]")) {
            Optional<FieldsBuilder> message =
                    section.requiredText("type_name", "cosmos-sdk/MsgSend")
                            .map(name -> builder.message(name.line(), name.value()));
            fields(section, message);
        }
        for (Section section : root.tables("struct", "[[struct]]")) {
            Optional<FieldsBuilder> struct =
                    section.requiredText("name", "Input")
                            .map(name -> builder.struct(name.line(), name.value()));
            fields(section, struct);
        }
        root.refuseOthers();
    }

    private void fields(Section section, Optional<FieldsBuilder> into) {
        section.require("fields", "[ { name = \"denom\", type = \"string\" } ]");
        for (Section field : section.tables("fields", "a field")) {
            Optional<Located<String>> name = field.requiredText("name", "denom");
            Optional<Located<String>> type = field.requiredText("type", "string");
            OptionalLong tag = field.number("tag", 1, FieldsBuilder.TAG_MAX);
            List<String> choices =
                    field.has("values")
                            ? field.requiredTexts("values", "Yes").stream()
                                    .map(Located::value)
                                    .toList()
                            : List.of();
            field.refuseOthers();
            boolean tagged = tag.isPresent() || !field.has("tag");
            if (into.isPresent() && name.isPresent() && type.isPresent() && tagged) {
                into.get()
                        .field(
                                field.line(),
                                new FieldsBuilder.Written(
                                        name.get().value(), type.get().value(), tag, choices));
            }
        }
        section.refuseOthers();
    }
}
