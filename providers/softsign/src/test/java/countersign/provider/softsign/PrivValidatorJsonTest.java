package countersign.provider.softsign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

final class PrivValidatorJsonTest {
    private static final JsonNode ED25519 = Vectors.privValidatorKeys().getFirst();
    private static final String SECRET =
            ED25519.get("file").get("priv_key").get("value").asString();

    @ParameterizedTest
    @MethodSource("countersign.provider.softsign.Vectors#privValidatorKeys")
    void file_isImportedAsTmkmsDoes(JsonNode vector) throws KeyFileException {
        SoftKey key = load(vector.get("file").toPrettyString());

        assertArrayEquals(
                Vectors.ascii(vector.get("imported").asString()), key.unsafeFileContents());
        assertEquals(
                vector.get("file").get("address").asString(), key.publicKey().address().upperHex());
        assertEquals("", key.warning());
    }

    @Test
    void fileWithMoreInIt_isRead() throws KeyFileException {
        String more = file().replaceFirst("\\{", "{\"note\": {\"priv_key\": [1, {}]}, ");

        assertEquals(load(file()).publicKey(), load(more).publicKey());
    }

    @Test
    void addressInLowerCase_isRead() throws KeyFileException {
        String address = ED25519.get("file").get("address").asString();

        load(file().replace(address, address.toLowerCase(java.util.Locale.ROOT)));
    }

    /// What was taken out of a file that is refused is not left behind, the private key above all.
    @Test
    void refusedFile_leavesNothingInMemory() {
        for (String refused : new String[] {file() + " {}", file() + "x", "[" + file() + "]"}) {
            PrivValidatorJson json = new PrivValidatorJson();
            assertThrows(KeyFileException.class, () -> json.fill(Vectors.ascii(refused)));
            assertEquals(0, json.privateValue().length);
        }
    }

    @Test
    void publicHalfOfAnotherKey_isAMismatch() {
        // The last base64 group of the 64 bytes is the end of the public half.
        assertFails("keypair mismatch: the public half", file().replace("NioQ==", "NioA=="));
    }

    @Test
    void publicKeyOfAnotherKey_isAMismatch() {
        assertFails("keypair mismatch: pub_key is not", file().replace("zYqE=", "zYqA="));
    }

    @Test
    void publicKeyOfAnotherType_isAMismatch() {
        assertFails(
                "keypair mismatch: pub_key is of another type",
                file().replace("PubKeyEd25519", "PubKeySecp256k1"));
    }

    @Test
    void addressOfAnotherKey_isAMismatch() {
        assertFails("address mismatch", file().replace("E74FBE24", "E74FBE25"));
    }

    @Test
    void seedWithoutPublicHalf_isInvalidLength() {
        String seed = ED25519.get("imported").asString();

        assertFails("invalid length: an Ed25519 key in JSON", file().replace(SECRET, seed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tendermint/PrivKeySr25519",
                "cometbft/PrivKeyBls12_381",
                "cometbft/PrivKeyMlDsa65",
                "tendermint/PrivKeySecp256k1eth"
            })
    void unsupportedType_isNamed(String type) {
        assertFails(
                "keys of the type " + type + " are not supported",
                file().replace("tendermint/PrivKeyEd25519", type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"address", "pub_key", "priv_key", "type", "value"})
    void fieldThatIsMissing_isNamed(String field) {
        assertFails("there is no \"", file().replace("\"" + field + "\"", "\"other\""));
    }

    @Test
    void nodeKey_isNoValidatorKey() {
        String nodeKey = "{\"priv_key\":" + ED25519.get("file").get("priv_key") + "}";

        assertFails("there is no \"", nodeKey);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"address\"|\"address\": \"00\", \"address\"",
                "\"priv_key\"|\"priv_key\": {}, \"priv_key\"",
                "\"value\"|\"value\": \"AA==\", \"value\"",
            })
    void repeatedName_isRefused(String name, String twice) {
        assertFails("bad encoding: broken JSON or a repeated name", file().replace(name, twice));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "\"text\"", "{", "{}{}", "{} x", "\0"})
    void whatIsNoObject_isRefused(String contents) {
        assertThrows(KeyFileException.class, () -> load(contents));
    }

    @Test
    void deepNesting_isRefused() {
        assertFails("bad encoding", "{\"x\":" + "[".repeat(1000));
    }

    @Test
    void errors_neverQuoteTheKey() {
        String unquoted = file().replace("\"" + SECRET + "\"", SECRET);

        KeyFileException failure = assertThrows(KeyFileException.class, () -> load(unquoted));

        assertNull(failure.getCause());
        assertFalse(failure.toString().contains(SECRET.substring(0, 8)), failure::what);
        assertFalse(failure.next().contains(SECRET.substring(0, 8)), failure::next);
    }

    private static String file() {
        return ED25519.get("file").toString();
    }

    private static SoftKey load(String contents) throws KeyFileException {
        return SoftKey.ofPrivValidatorJson(Vectors.ascii(contents));
    }

    private static void assertFails(String what, String contents) {
        KeyFileException failure = assertThrows(KeyFileException.class, () -> load(contents));
        assertTrue(failure.what().startsWith(what), failure.what());
        assertFalse(failure.next().isEmpty());
    }
}
