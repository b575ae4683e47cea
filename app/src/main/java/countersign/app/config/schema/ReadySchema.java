package countersign.app.config.schema;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;

import java.io.IOException;
import java.io.InputStream;

/// The schemas that come with the program, as files to use or to begin from.
public enum ReadySchema {
    /// The price oracle of Terra before its columbus-4.
    COLUMBUS_3("terra-columbus-3"),
    /// Terra's oracle where hashes are bytes.
    COLUMBUS_4("terra-columbus-4"),
    /// The standard modules of the Cosmos SDK 0.37 to 0.39.
    COSMOS_SDK_0_39("cosmos-sdk-0.39");

    private final String written;

    ReadySchema(String written) {
        this.written = written;
    }

    /// What it is called.
    public String written() {
        return written;
    }

    /// The name of its file.
    public String file() {
        return written + ".toml";
    }

    /// The file, for [SchemaReader].
    public Bytes contents() {
        try (InputStream in = ReadySchema.class.getResourceAsStream(file())) {
            if (in == null) {
                throw new Bug("the program has its schemas");
            }
            return Bytes.of(in.readAllBytes());
        } catch (IOException e) {
            throw new Bug("the program can be read", e);
        }
    }
}
