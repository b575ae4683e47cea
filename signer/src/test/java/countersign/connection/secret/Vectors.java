package countersign.connection.secret;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// Known answers: CometBFT's and Merlin's own with two handshakes, those of tmkms, and Wycheproof's
/// strange X25519 keys.
final class Vectors {
    static final JsonNode COMETBFT = load("cometbft.json");
    static final JsonNode TMKMS = load("tmkms.json");
    static final JsonNode WYCHEPROOF = load("wycheproof-x25519.json");

    private Vectors() {}

    static Bytes bytes(JsonNode node) {
        return Bytes.ofHex(node.asString());
    }

    static SecretBytes secret(JsonNode node) {
        return SecretBytes.take(bytes(node).toArray());
    }

    /// Handshakes A and B, with the members `signer`, `node` and what is between them.
    static List<JsonNode> handshakes() {
        return COMETBFT.get("secret_connection_handshake").get("vectors").valueStream().toList();
    }

    static ConnectionKey identity(JsonNode end) {
        return ConnectionKey.ofSeed(secret(end.get("identity_seed")));
    }

    /// The handshake of `end` with the ephemeral key of the vector.
    static KeyExchange begin(JsonNode end) {
        return new KeyExchange(
                identity(end), EphemeralKey.ofSecret(secret(end.get("ephemeral_private"))));
    }

    private static JsonNode load(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no test resource " + name);
            }
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
