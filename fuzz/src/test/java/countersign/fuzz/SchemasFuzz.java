package countersign.fuzz;

import countersign.app.config.ConfigException;
import countersign.app.config.schema.ReadySchema;
import countersign.app.config.schema.SchemaReader;
import countersign.bytes.Bytes;
import countersign.tx.schema.Schema;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A transaction schema: it is read, or all that is wrong with it is said.
public final class SchemasFuzz implements FuzzTarget {
    public static void fuzzerTestOneInput(byte[] input) {
        new SchemasFuzz().fuzz(input);
    }

    @Override
    public void fuzz(byte[] input) {
        try {
            Schema schema = SchemaReader.read("schema.toml", Bytes.of(input));
            FuzzTarget.require(!schema.namespace().isEmpty(), "what is read is whole");
        } catch (ConfigException refused) {
            FuzzTarget.require(!refused.problems().isEmpty(), "a refusal has a reason");
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                ReadySchema.COLUMBUS_3.contents().toArray(),
                """
                namespace = "a/StdTx"
                acc_prefix = "a"
                val_prefix = "b"
                [[definition]]
                type_name = "a/A"
                fields = [ { name = "x", type = "[]P", tag = 3 },
                    { name = "y", type = "enum", values = ["Yes"] } ]
                [[struct]]
                name = "P"
                fields = [ { name = "c", type = "sdk.Coins" } ]
                """
                        .getBytes(StandardCharsets.UTF_8));
    }
}
