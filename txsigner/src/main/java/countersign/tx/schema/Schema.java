package countersign.tx.schema;

import countersign.bytes.Bug;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The messages of a chain. Made by [SchemaBuilder], which has checked that every struct is there.
///
/// @param namespace what the chain's transactions are called, as `core/StdTx`
/// @param accPrefix what addresses of accounts begin with, as `terra`
/// @param valPrefix what addresses of validators begin with, as `terravaloper`
/// @param messages by their names
/// @param structs what messages have in them, by their names
public record Schema(
        String namespace,
        String accPrefix,
        String valPrefix,
        Map<String, Definition> messages,
        Map<String, Definition> structs) {
    public Schema {
        messages = new LinkedHashMap<>(messages);
        structs = new LinkedHashMap<>(structs);
    }

    public Optional<Definition> message(String name) {
        return Optional.ofNullable(messages.get(name));
    }

    /// A struct that a type of this schema names.
    public Definition struct(FieldType.StructOf type) {
        Definition definition = structs.get(type.name());
        if (definition == null) {
            throw new Bug("no schema is built whose structs are missing");
        }
        return definition;
    }
}
