package countersign.provider.softsign;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// Keys of CometBFT's and tmkms' own tests, with signatures by them.
final class Vectors {
    private static final JsonNode ROOT = read();

    private Vectors() {}

    record Key(String name, KeyType type, String file, Bytes publicKey, Bytes address) {
        SoftKey load() throws KeyFileException {
            return SoftKey.ofBase64(type, ascii(file));
        }
    }

    static List<Key> keys() {
        return ROOT.get("keys").valueStream().map(Vectors::key).toList();
    }

    static Key key(String name) {
        return keys().stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
    }

    static List<JsonNode> signatures() {
        return ROOT.get("signatures").valueStream().toList();
    }

    static List<JsonNode> privValidatorKeys() {
        return ROOT.get("privValidatorKeys").valueStream().toList();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] base64(byte[] bytes) {
        return Base64.getEncoder().encode(bytes);
    }

    private static Key key(JsonNode node) {
        return new Key(
                node.get("name").asString(),
                KeyType.valueOf(node.get("type").asString()),
                node.get("file").asString(),
                Bytes.ofHex(node.get("publicKey").asString()),
                Bytes.ofHex(node.get("address").asString()));
    }

    private static JsonNode read() {
        try (InputStream in = Vectors.class.getResourceAsStream("keys.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
