package countersign.app.migrate;

import countersign.app.config.ChainIds;
import countersign.app.shell.Failure;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// A chain's `genesis.json`, which may have gigabytes: read past, never held.
final class Genesis {
    private static final long BYTES_MAX = 16L << 30;
    private static final String NEXT = "name the home of a node, which has config/genesis.json";
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxDocumentLength(BYTES_MAX)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private Genesis() {}

    /// The chain id at its top level.
    static String chainId(Path file) throws Failure {
        if (Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw Failure.configuration(file + " is not a plain file", NEXT);
        }
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            return chainId(file, json);
        } catch (IOException | JacksonException e) {
            throw Failure.configuration("cannot read " + file, NEXT);
        }
    }

    private static String chainId(Path file, JsonParser json) throws Failure {
        if (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = json.currentName().equals("chain_id");
                JsonToken value = json.nextToken();
                if (found && value == JsonToken.VALUE_STRING) {
                    String id = json.getString();
                    if (ChainIds.isPlain(id)) {
                        return id;
                    }
                }
                json.skipChildren();
            }
        }
        throw Failure.configuration(file + " has no chain_id", NEXT);
    }
}
