package countersign.provider.fortanix;

import countersign.bytes.Bytes;
import countersign.keyring.spi.ProviderException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The service's JSON: requests as its own clients write them, absent values as `null` included,
/// and of answers the texts of the outermost object.
final class DsmJson {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxDocumentLength(DsmClient.BODY_BYTES_MAX)
                                    .maxNestingDepth(32)
                                    .build())
                    .build();

    private DsmJson() {}

    /// `{"kid":"…"}` or `{"name":"…"}`.
    static String reference(KeyReference key) {
        return object(out -> put(key, out));
    }

    static String signature(KeyReference key, String hash, Bytes message) {
        return object(
                out -> {
                    out.writeObjectPropertyStart("key");
                    put(key, out);
                    out.writeEndObject();
                    out.writeStringProperty("hash_alg", hash);
                    out.writeNullProperty("hash");
                    out.writeStringProperty(
                            "data", Base64.getEncoder().encodeToString(message.toArray()));
                    out.writeNullProperty("mode");
                    out.writeNullProperty("deterministic_signature");
                });
    }

    /// Every text and truth value of the object, by its name; the rest is skipped.
    static Map<String, String> texts(byte[] answer) throws ProviderException {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), answer)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw nonsense();
            }
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                JsonToken token = in.nextToken();
                if (token == JsonToken.VALUE_STRING || token.isBoolean()) {
                    texts.put(name, in.getString());
                } else {
                    in.skipChildren();
                }
            }
            if (in.nextToken() != null) {
                throw nonsense();
            }
            return texts;
        } catch (JacksonException malformed) {
            throw nonsense();
        }
    }

    private static ProviderException nonsense() {
        return new ProviderException(
                "what answered is not Fortanix DSM: no JSON object",
                "check `api_endpoint`: a proxy or a portal may be in between");
    }

    private static void put(KeyReference key, JsonGenerator out) {
        switch (key) {
            case KeyReference.Id(String uuid) -> out.writeStringProperty("kid", uuid);
            case KeyReference.Name(String name) -> out.writeStringProperty("name", name);
        }
    }

    private static String object(Consumer<JsonGenerator> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            fields.accept(out);
            out.writeEndObject();
        }
        return text.toString();
    }
}
