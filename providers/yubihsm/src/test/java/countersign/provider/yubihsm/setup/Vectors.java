package countersign.provider.yubihsm.setup;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// What tmkms derives from two mnemonics: that of its guide and that of its tests; and HKD32's own
/// vectors.
final class Vectors {
    private static final JsonNode ROOT = read();

    private Vectors() {}

    static List<JsonNode> setups() {
        return ROOT.get("setups").valueStream().toList();
    }

    static List<JsonNode> hkd32() {
        return ROOT.get("hkd32").valueStream().toList();
    }

    static SecretBytes hex(JsonNode node) {
        return SecretBytes.take(Bytes.ofHex(node.asString()).toArray());
    }

    static SecretBytes secret(String text) {
        return SecretBytes.take(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(SecretBytes secret) {
        return new String(secret.unsafeExport(), StandardCharsets.UTF_8);
    }

    private static JsonNode read() {
        try (InputStream in = Vectors.class.getResourceAsStream("setup.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
