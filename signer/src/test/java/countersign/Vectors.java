package countersign;

import countersign.bytes.Bytes;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The known answers in the test resources.
public final class Vectors {
    public static final JsonNode PRIVVAL = read("/privval-vectors.json");
    public static final JsonNode TMKMS = read("/tmkms.json");

    private Vectors() {}

    public static Bytes hex(JsonNode vector, String field) {
        return Bytes.ofHex(vector.required(field).asString());
    }

    private static JsonNode read(String resource) {
        try (InputStream in =
                Objects.requireNonNull(Vectors.class.getResourceAsStream(resource), resource)) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
