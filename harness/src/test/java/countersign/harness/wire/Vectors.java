package countersign.harness.wire;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.Timestamp;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/// The known answers in `privval-vectors.json`.
final class Vectors {
    static final JsonNode ALL = read();

    private Vectors() {}

    /// The bytes of the message of this name, in the version of this tag (or derived, if empty).
    static Bytes message(String name, String tag) {
        return ALL.get("privval_messages")
                .valueStream()
                .filter(vector -> vector.get("name").asString().equals(name))
                .filter(vector -> tag.isEmpty() || hasTag(vector, tag))
                .map(vector -> Bytes.ofHex(vector.get("message_hex").asString()))
                .findFirst()
                .orElseThrow();
    }

    static Stream<JsonNode> signBytes(String message) {
        return ALL.get("sign_bytes")
                .valueStream()
                .filter(vector -> vector.get("message").asString().equals(message));
    }

    static String fixture(String name) {
        return ALL.get("privval_fixture").get(name).asString();
    }

    static BlockId fixtureBlock() {
        return new BlockId(
                Bytes.ofHex(fixture("blockid_hash")),
                1_000_000,
                Bytes.ofHex(fixture("part_set_hash")));
    }

    static BlockId blockId(JsonNode node) {
        return node.isNull()
                ? BlockId.NIL
                : new BlockId(
                        Bytes.ofHex(node.get("hash").asString()),
                        node.get("total").asLong(),
                        Bytes.ofHex(node.get("part_hash").asString()));
    }

    static Timestamp timestamp(JsonNode node) {
        Instant time = Instant.parse(node.asString());
        return new Timestamp(time.getEpochSecond(), time.getNano());
    }

    private static boolean hasTag(JsonNode vector, String tag) {
        return vector.has("tags")
                && vector.get("tags").valueStream().anyMatch(t -> t.asString().equals(tag));
    }

    private static JsonNode read() {
        try (InputStream in = Vectors.class.getResourceAsStream("/privval-vectors.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
