package countersign.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.Vectors;
import countersign.bytes.Bytes;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

class PublicKeyTest {
    /// Key types of the vectors that this program does not sign with, and why.
    private static final Map<String, String> REASONS =
            Map.of(
                    "secp256k1eth (v0.40 flavour)",
                    "Keccak and recoverable signatures, on v0.40 alone",
                    "bls12_381",
                    "nodes need a build tag of their own for it",
                    "ml_dsa_65",
                    "v0.40 alone, and no chain uses it yet");

    private static final BigInteger SECP256K1_ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static final String ED25519_HEX =
            "556a436f1218d30942efe798420f51dc9b6a311b929c578257457d05c5fcf230";
    private static final String OTHER_ED25519_HEX =
            "cba8cec72988a6cd9a61902f38ebc383bb4e3ccabb5a78df69500fd5d5c6ec1e";

    private static final JsonNode SECP256K1 = Vectors.PRIVVAL.required("keys").required(0);
    private static final JsonNode SECP256K1_SIGNED = Vectors.PRIVVAL.required("keys").required(1);

    @TestFactory
    Stream<DynamicTest> address() {
        JsonNode fixture = Vectors.PRIVVAL.required("privval_fixture");
        JsonNode tmkms = Vectors.TMKMS.required("key_encodings");
        JsonNode testKeys = Vectors.TMKMS.required("test_keys");
        JsonNode ed25519 = testKeys.required("signing_ed25519.key");
        JsonNode secp256k1 = testKeys.required("signing_secp256k1.key");
        return Stream.of(
                addressTest("fixture", KeyType.ED25519, fixture, "ed25519_pub", "address"),
                addressTest("upstream", KeyType.SECP256K1, SECP256K1, "pub", "address"),
                addressTest(
                        "cometbft-rs key",
                        KeyType.SECP256K1,
                        tmkms.required(1),
                        "secp256k1_pub",
                        "address_derived"),
                addressTest(
                        "cometbft-rs account",
                        KeyType.ED25519,
                        tmkms.required(2),
                        "ed25519_pub",
                        "address"),
                addressTest(
                        "cometbft-rs account",
                        KeyType.SECP256K1,
                        tmkms.required(3),
                        "secp256k1_pub",
                        "address"),
                addressTest("tmkms", KeyType.ED25519, ed25519, "pub", "address"),
                addressTest("tmkms", KeyType.SECP256K1, secp256k1, "pub_compressed", "address"));
    }

    private static DynamicTest addressTest(
            String name, KeyType type, JsonNode vector, String key, String address) {
        PublicKey publicKey = new PublicKey(type, Vectors.hex(vector, key));
        return DynamicTest.dynamicTest(
                type + " " + name,
                () -> assertEquals(Vectors.hex(vector, address), publicKey.address()));
    }

    /// The only vector that has a key and no address.
    @Test
    void ed25519KeyOfCometbftRs_isAKey() {
        JsonNode vector = Vectors.TMKMS.required("key_encodings").required(0);
        assertEquals(20, ed25519(Vectors.hex(vector, "ed25519_pub").hex()).address().length());
    }

    @Test
    void everyKeyVector_isCheckedOrLeftOutForAReason() {
        for (JsonNode vector : Vectors.PRIVVAL.required("keys")) {
            String type = vector.required("type").asString();
            boolean known = Stream.of(KeyType.values()).anyMatch(k -> k.cometName().equals(type));
            assertTrue(known != REASONS.containsKey(type), type);
        }
        assertEquals(Set.of("secp256k1"), Set.of(SECP256K1.required("type").asString()));
    }

    @Test
    void secp256k1Signature_verifies() {
        assertTrue(secp256k1().verifies(signedMessage(), signature()));
        assertFalse(secp256k1().verifies(signedMessage().first(100), signature()));
    }

    /// CometBFT rejects it, although it is a valid ECDSA signature.
    @Test
    void secp256k1SignatureWithHighS_doesNotVerify() {
        BigInteger s = new BigInteger(signature().slice(32, 64).hex(), 16);
        String high = SECP256K1_ORDER.subtract(s).toString(16);
        Bytes twin = signature().first(32).concat(Bytes.ofHex(high));
        assertEquals(64, twin.length());
        assertFalse(secp256k1().verifies(signedMessage(), twin));
    }

    /// Half of the order, rounded down, is the last `s` that is low. `r` is the x of the curve's
    /// own point, and the key was computed for the two.
    @Test
    void secp256k1SignatureWithTheGreatestLowS_verifies() {
        PublicKey key =
                new PublicKey(
                        KeyType.SECP256K1,
                        Bytes.ofHex(
                                "02853b7021d54c1378d10ef69e232608"
                                        + "596fc3a056112ad745b0a15ec4779e545e"));
        Bytes message = Bytes.of("half".getBytes(StandardCharsets.US_ASCII));
        Bytes r = Bytes.ofHex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        BigInteger half = SECP256K1_ORDER.shiftRight(1);
        assertTrue(key.verifies(message, r.concat(Bytes.ofHex(half.toString(16)))));
        String twin = half.add(BigInteger.ONE).toString(16);
        assertFalse(key.verifies(message, r.concat(Bytes.ofHex(twin))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 65, 96})
    void signatureOfAnotherLength_doesNotVerify(int length) {
        Bytes signature = signature().concat(signature()).first(length);
        assertFalse(secp256k1().verifies(signedMessage(), signature));
        assertFalse(ed25519(ED25519_HEX).verifies(signedMessage(), signature));
    }

    @Test
    void signatureOfZeros_doesNotVerify() {
        Bytes zeros = Bytes.of(new byte[64]);
        assertFalse(secp256k1().verifies(signedMessage(), zeros));
        assertFalse(ed25519(ED25519_HEX).verifies(signedMessage(), zeros));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // x beyond the field's prime
                "02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                // no y for this x
                "020000000000000000000000000000000000000000000000000000000000000005",
                // prefix of an uncompressed point
                "0496e1dfc4b133d6024109fd489f734eeb4502418e538c28481f22bce276f2448c",
                "000000000000000000000000000000000000000000000000000000000000000000",
            })
    void secp256k1KeyOffTheCurve_isRefused(String hex) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PublicKey(KeyType.SECP256K1, Bytes.ofHex(hex)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // y beyond the field's prime
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                // no x for this y
                "0200000000000000000000000000000000000000000000000000000000000000",
                // points of small order: whoever holds such a key signs nothing in particular
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000000",
            })
    void ed25519KeyOffTheCurveOrOfSmallOrder_isRefused(String hex) {
        assertThrows(IllegalArgumentException.class, () -> ed25519(hex));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void keyOfAnotherLength_isRefused(int length) {
        Bytes value = Bytes.ofHex(ED25519_HEX).concat(Bytes.ofHex(ED25519_HEX)).first(length);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new PublicKey(KeyType.ED25519, value));
        assertEquals("ed25519 public key has " + length + " bytes instead of 32", e.getMessage());
    }

    @Test
    void keysAreEqual_whereTypeAndBytesAre() {
        assertEquals(ed25519(ED25519_HEX), ed25519(ED25519_HEX));
        assertEquals(ed25519(ED25519_HEX).hashCode(), ed25519(ED25519_HEX).hashCode());
        assertNotEquals(ed25519(ED25519_HEX), ed25519(OTHER_ED25519_HEX));
        assertNotEquals(ed25519(ED25519_HEX), secp256k1());
    }

    private static PublicKey ed25519(String hex) {
        return new PublicKey(KeyType.ED25519, Bytes.ofHex(hex));
    }

    private static PublicKey secp256k1() {
        return new PublicKey(KeyType.SECP256K1, Vectors.hex(SECP256K1, "pub"));
    }

    private static Bytes signedMessage() {
        return Vectors.hex(SECP256K1_SIGNED, "sign_bytes");
    }

    private static Bytes signature() {
        return Vectors.hex(SECP256K1_SIGNED, "signature");
    }
}
