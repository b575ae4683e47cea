package countersign.provider.yubihsm.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.provider.yubihsm.wire.Algorithm;
import countersign.provider.yubihsm.wire.Capability;
import countersign.provider.yubihsm.wire.MalformedException;
import countersign.provider.yubihsm.wire.NewObject;
import countersign.provider.yubihsm.wire.ObjectType;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// An Ed25519 key wrapped under a known nonce, and the same key wrapped by Yubico's own tool.
final class WrappedObjectTest {
    private static final int HEADER_BYTES = 59;

    private static final JsonNode VECTOR = read();
    private static final Bytes PLAIN = hex("plaintext");
    private static final ObjectHeader HEADER =
            new ObjectHeader(
                    Algorithm.AES256_CCM_WRAP.code(),
                    Capability.mask(Capability.SIGN_EDDSA, Capability.EXPORTABLE_UNDER_WRAP),
                    7,
                    96,
                    NewObject.DOMAIN_1,
                    ObjectType.ASYMMETRIC_KEY.code(),
                    Algorithm.ED25519.code(),
                    0,
                    2,
                    "rfc8032-1");

    @Test
    void knownObject_isWrappedBitByBit() {
        assertEquals(
                hex("wrapped"), new WrappedObject(HEADER, data()).seal(wrapKey(), hex("nonce")));
    }

    @Test
    void knownObjects_areOpened() throws MalformedException {
        for (String name : new String[] {"wrapped", "byYubico"}) {
            try (WrappedObject object = WrappedObject.open(hex(name), wrapKey())) {
                assertEquals(HEADER, object.header());
                assertEquals(data(), object.data());
            }
        }
    }

    @Test
    void ed25519Data_endWithThePublicKey() throws MalformedException {
        try (WrappedObject object = WrappedObject.open(hex("wrapped"), wrapKey())) {
            assertEquals(hex("publicKey"), Bytes.of(object.data().unsafeExport(64, 32)));
        }
    }

    @Test
    void everyChangedBit_isRefused() {
        byte[] wrapped = hex("wrapped").toArray();
        for (int bit = 0; bit < 8 * wrapped.length; bit++) {
            byte[] changed = wrapped.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused("damaged, or wrapped with another key", Bytes.of(changed), wrapKey());
        }
    }

    @Test
    void everyOtherLength_isRefused() {
        Bytes wrapped = hex("wrapped");
        for (int length = 0; length < wrapped.length(); length++) {
            String what =
                    length < WrappedObject.BYTES_MIN ? "it has " + length + " bytes" : "damaged";
            assertRefused(what, wrapped.first(length), wrapKey());
        }
        assertRefused("instead of", Bytes.of(new byte[WrappedObject.BYTES_MAX + 1]), wrapKey());
    }

    @Test
    void anotherWrapKey_opensNothing() {
        SecretBytes other = SecretBytes.take(new byte[32]);
        assertRefused("another key", hex("wrapped"), other);
    }

    private static void assertRefused(String what, Bytes wrapped, SecretBytes key) {
        MalformedException e =
                assertThrows(
                        MalformedException.class, () -> WrappedObject.open(wrapped, key).close());
        assertTrue(String.valueOf(e.getMessage()).contains(what), e::toString);
    }

    private static SecretBytes data() {
        return SecretBytes.take(PLAIN.slice(HEADER_BYTES, PLAIN.length()).toArray());
    }

    private static SecretBytes wrapKey() {
        return SecretBytes.take(hex("wrapKey").toArray());
    }

    private static Bytes hex(String name) {
        return Bytes.ofHex(VECTOR.get(name).asString());
    }

    private static JsonNode read() {
        try (InputStream in = WrappedObjectTest.class.getResourceAsStream("wrap.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
