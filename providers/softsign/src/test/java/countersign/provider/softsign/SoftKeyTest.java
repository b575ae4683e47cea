package countersign.provider.softsign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.keyring.spi.KeyHandle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

final class SoftKeyTest {
    private static final Deadline SOON = Deadline.after(Duration.ofMinutes(1), Ticker.SYSTEM);
    private static final Bytes MESSAGE = Bytes.of(Vectors.ascii("a canonical vote"));

    @ParameterizedTest
    @MethodSource("countersign.provider.softsign.Vectors#keys")
    void base64_givesTheKnownPublicKey(Vectors.Key vector) throws KeyFileException {
        SoftKey key = vector.load();

        assertEquals(vector.publicKey(), key.publicKey().value());
        assertEquals(vector.type(), key.publicKey().type());
        assertEquals(vector.address(), key.publicKey().address());
        assertEquals("", key.warning());
    }

    @ParameterizedTest
    @MethodSource("countersign.provider.softsign.Vectors#signatures")
    void sign_givesTheKnownSignature(JsonNode vector) throws Exception {
        SoftKey key = Vectors.key(vector.get("key").asString()).load();
        Bytes message = Bytes.ofHex(vector.get("message").asString());

        Bytes signature = handle(key).sign(message, SOON);

        assertEquals(vector.get("signature").asString(), signature.hex());
        assertTrue(key.publicKey().verifies(message, signature));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "=\n", "", "  \t\r\n", "=\r\n\n"})
    void base64WithAnyEnding_isTheSameKey(String ending) throws KeyFileException {
        Vectors.Key vector = Vectors.key("signing_secp256k1.key");
        String body = vector.file().substring(0, vector.file().length() - 1);

        SoftKey key = SoftKey.ofBase64(KeyType.SECP256K1, Vectors.ascii(body + ending));

        assertEquals(vector.publicKey(), key.publicKey().value());
    }

    @Test
    void base64WithTrailingBits_isTheSameKey() throws KeyFileException {
        Vectors.Key vector = Vectors.key("signing_ed25519.key");
        String odd = vector.file().replace("DEA=", "DEB=");

        SoftKey key = SoftKey.ofBase64(KeyType.ED25519, Vectors.ascii(odd));

        assertEquals(vector.publicKey(), key.publicKey().value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEADBEEFDEADBEEFDEAD\nBEEFDEADBEEFDEADBEEFDEA=",
                " DEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEFDEA=",
                "DEADBEEFDEADBEEFDEAD-EEFDEADBEEFDEADBEEFDEA=",
                "DEADBEEFDEADBEEFDEAD=EEFDEADBEEFDEADBEEFDEA=",
                "{\"priv_key\": \"DEADBEEF\"}",
                "\uFEFFDEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEFDEA="
            })
    void base64ThatIsNone_isBadEncoding(String contents) {
        byte[] utf8 = contents.getBytes(StandardCharsets.UTF_8);

        KeyFileException failure =
                assertThrows(KeyFileException.class, () -> SoftKey.ofBase64(KeyType.ED25519, utf8));

        assertTrue(failure.what().startsWith("bad encoding: "), failure.what());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "=", "DEADB", "DEADBEEFDEADBEEFD="})
    void base64OfNoWholeBytes_isInvalidLength(String contents) {
        KeyFileException failure =
                assertThrows(
                        KeyFileException.class,
                        () -> SoftKey.ofBase64(KeyType.ED25519, Vectors.ascii(contents)));

        assertTrue(failure.what().startsWith("invalid length: "), failure.what());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 33, 63, 65, 95, 97, 128})
    void ed25519OfAnotherSize_isRefused(int size) {
        byte[] contents = Vectors.base64(new byte[size]);

        KeyFileException failure =
                assertThrows(
                        KeyFileException.class, () -> SoftKey.ofBase64(KeyType.ED25519, contents));

        assertEquals(
                "invalid Ed25519 key size: expected 32, 64, or 96, but got " + size,
                failure.what());
    }

    @Test
    void fileAboveTheLimit_isRefused() {
        byte[] contents = new byte[SoftKey.FILE_BYTES_MAX + 1];
        Arrays.fill(contents, (byte) 'A');

        assertThrows(KeyFileException.class, () -> SoftKey.ofBase64(KeyType.ED25519, contents));
        assertThrows(KeyFileException.class, () -> SoftKey.ofPrivValidatorJson(contents));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "01",
                "0000000000000000000000000000000000000000000000000000000000000000000001"
            })
    void secp256k1OutOfRange_isRefused(String hex) {
        byte[] contents = Vectors.base64(Bytes.ofHex(hex).toArray());

        KeyFileException failure =
                assertThrows(
                        KeyFileException.class,
                        () -> SoftKey.ofBase64(KeyType.SECP256K1, contents));

        assertTrue(failure.what().startsWith("invalid secp256k1 key"), failure.what());
    }

    @Test
    void secp256k1AtTheEdges_isAccepted() throws Exception {
        for (String hex :
                List.of(
                        "0000000000000000000000000000000000000000000000000000000000000001",
                        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140")) {
            SoftKey key =
                    SoftKey.ofBase64(KeyType.SECP256K1, Vectors.base64(Bytes.ofHex(hex).toArray()));

            assertTrue(key.publicKey().verifies(MESSAGE, handle(key).sign(MESSAGE, SOON)));
        }
    }

    @Test
    void seedWithItsPublicKey_isTheSeedsKeyWithAWarning() throws KeyFileException {
        Vectors.Key vector = Vectors.key("privval fixture");
        byte[] seed = Base64.getDecoder().decode(vector.file());
        byte[] both = Bytes.of(seed).concat(vector.publicKey()).toArray();

        SoftKey key = SoftKey.ofBase64(KeyType.ED25519, Vectors.base64(both));

        assertEquals(vector.publicKey(), key.publicKey().value());
        assertTrue(key.warning().contains("seed"), key.warning());
        assertArrayEquals(Vectors.ascii(vector.file()), key.unsafeFileContents());
    }

    @Test
    void seedWithAPublicKeyThatDoesNotFit_isAnExpandedKey() throws KeyFileException {
        Vectors.Key vector = Vectors.key("privval fixture");
        byte[] both = new byte[64];
        System.arraycopy(Base64.getDecoder().decode(vector.file()), 0, both, 0, 32);
        vector.publicKey().copyTo(both, 32);
        both[63] ^= 1;

        SoftKey key = SoftKey.ofBase64(KeyType.ED25519, Vectors.base64(both));

        assertNotEquals(vector.publicKey(), key.publicKey().value());
        assertEquals("", key.warning());
    }

    @Test
    void expandedKey_signsAsItsSeed() throws Exception {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 50; i++) {
            byte[] seed = new byte[32];
            random.nextBytes(seed);
            SoftKey ofSeed = SoftKey.ofBase64(KeyType.ED25519, Vectors.base64(seed));
            SoftKey expanded =
                    SoftKey.ofBase64(KeyType.ED25519, Vectors.base64(expand(seed, true)));

            assertEquals(ofSeed.publicKey(), expanded.publicKey(), () -> Bytes.of(seed).hex());
            assertEquals(
                    handle(ofSeed).sign(MESSAGE, SOON),
                    handle(expanded).sign(MESSAGE, SOON),
                    () -> Bytes.of(seed).hex());
        }
    }

    @Test
    void expandedKey_isClampedAsTmkmsDoes() throws Exception {
        byte[] seed = Base64.getDecoder().decode(Vectors.key("privval fixture").file());

        SoftKey raw = SoftKey.ofBase64(KeyType.ED25519, Vectors.base64(expand(seed, false)));

        assertEquals(Vectors.key("privval fixture").publicKey(), raw.publicKey().value());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0xFF})
    void expandedKeyOfExtremeBytes_signsWhatVerifies(int value) throws Exception {
        byte[] expanded = new byte[64];
        Arrays.fill(expanded, (byte) value);

        SoftKey key = SoftKey.ofBase64(KeyType.ED25519, Vectors.base64(expanded));

        assertTrue(key.publicKey().verifies(MESSAGE, handle(key).sign(MESSAGE, SOON)));
        assertTrue(key.publicKey().verifies(Bytes.EMPTY, handle(key).sign(Bytes.EMPTY, SOON)));
    }

    @Test
    void yubihsmExport_signsAsItsSeed() throws Exception {
        Vectors.Key vector = Vectors.key("signing_ed25519.key");
        byte[] export = export(vector);

        SoftKey key = SoftKey.ofBase64(KeyType.ED25519, Vectors.base64(export));

        assertEquals(vector.publicKey(), key.publicKey().value());
        assertEquals(handle(vector.load()).sign(MESSAGE, SOON), handle(key).sign(MESSAGE, SOON));
    }

    @Test
    void yubihsmExportOfAnotherPublicKey_isAMismatch() throws Exception {
        byte[] export = export(Vectors.key("signing_ed25519.key"));
        export[95] ^= 1;

        KeyFileException failure =
                assertThrows(
                        KeyFileException.class,
                        () -> SoftKey.ofBase64(KeyType.ED25519, Vectors.base64(export)));

        assertTrue(failure.what().startsWith("keypair mismatch"), failure.what());
    }

    @ParameterizedTest
    @MethodSource("countersign.provider.softsign.Vectors#keys")
    void fileContents_areReadAsTheSameKey(Vectors.Key vector) throws KeyFileException {
        byte[] contents = vector.load().unsafeFileContents();

        assertEquals(vector.publicKey(), loaded(vector, contents).publicKey().value());
    }

    @Test
    void generatedKeys_areNeverTheSame() throws Exception {
        for (KeyType type : KeyType.values()) {
            SoftKey one = SoftKey.generate(type, new SecureRandom());
            SoftKey other = SoftKey.generate(type, new SecureRandom());

            assertNotEquals(one.publicKey(), other.publicKey());
            assertEquals(44, one.unsafeFileContents().length);
            assertEquals(
                    one.publicKey(), SoftKey.ofBase64(type, one.unsafeFileContents()).publicKey());
            assertTrue(one.publicKey().verifies(MESSAGE, handle(one).sign(MESSAGE, SOON)));
        }
    }

    @ParameterizedTest
    @MethodSource("countersign.provider.softsign.Vectors#keys")
    void closedKey_doesNotSign(Vectors.Key vector) throws Exception {
        SoftKey key = vector.load();
        KeyHandle handle = handle(key);

        handle.close();

        assertThrows(Bug.class, () -> handle.sign(MESSAGE, SOON));
        assertThrows(Bug.class, key::unsafeFileContents);
    }

    @Test
    void contents_areLeftToTheCaller() throws Exception {
        byte[] contents = Vectors.ascii(Vectors.key("signing_ed25519.key").file());
        byte[] before = contents.clone();

        SoftKey key = SoftKey.ofBase64(KeyType.ED25519, contents);

        assertArrayEquals(before, contents);
        assertFalse(
                key.toString().contains(Vectors.key("signing_ed25519.key").file().substring(0, 8)));
    }

    private static SoftKey loaded(Vectors.Key vector, byte[] contents) throws KeyFileException {
        return SoftKey.ofBase64(vector.type(), contents);
    }

    private static KeyHandle handle(SoftKey key) {
        return new SoftsignProvider(List.of(key)).open().getFirst();
    }

    private static byte[] export(Vectors.Key vector) throws NoSuchAlgorithmException {
        byte[] expanded = expand(Base64.getDecoder().decode(vector.file()), true);
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        for (int i = 31; i >= 0; i--) {
            export.write(expanded[i]);
        }
        export.write(expanded, 32, 32);
        export.writeBytes(vector.publicKey().toArray());
        return export.toByteArray();
    }

    private static byte[] expand(byte[] seed, boolean clamp) throws NoSuchAlgorithmException {
        byte[] expanded = MessageDigest.getInstance("SHA-512").digest(seed);
        if (clamp) {
            expanded[0] &= (byte) 0xF8;
            expanded[31] &= 0x7F;
            expanded[31] |= 0x40;
        }
        return expanded;
    }
}
