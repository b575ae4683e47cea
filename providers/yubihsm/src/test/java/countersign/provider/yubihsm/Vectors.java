package countersign.provider.yubihsm;

import countersign.bytes.Bytes;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// `vectors.json`.
public final class Vectors {
    private Vectors() {}

    public static JsonNode get(String name) {
        try (InputStream file =
                Objects.requireNonNull(Vectors.class.getResourceAsStream("vectors.json"))) {
            return JsonMapper.shared().readTree(file.readAllBytes()).path(name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static Bytes bytes(JsonNode node, String field) {
        return Bytes.ofHex(node.path(field).asString());
    }
}
