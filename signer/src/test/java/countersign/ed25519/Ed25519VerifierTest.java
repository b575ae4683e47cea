package countersign.ed25519;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Our verification against BouncyCastle's, which says the same of everything.
final class Ed25519VerifierTest {
    private static final int KEYS = 200;
    private static final int SIGNATURE_BITS = 8 * Ed25519.SIGNATURE_SIZE;
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

    private final byte[] seed = random(Ed25519.SECRET_KEY_SIZE);
    private final byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    private final byte[] message = random(120);
    private final byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];

    Ed25519VerifierTest() {
        sign(seed, key, message, signature);
    }

    @Test
    void signatureOfTheKey_verifies() {
        for (int i = 0; i < KEYS; i++) {
            byte[] text = random(i);
            sign(random(Ed25519.SECRET_KEY_SIZE), key, text, signature);
            assertTrue(verifies(key, text, signature));
        }
    }

    @Test
    void oneBitOfTheSignatureAltered_doesNot() {
        Ed25519Verifier verifier = new Ed25519Verifier(Bytes.of(key));
        for (int bit = 0; bit < SIGNATURE_BITS; bit++) {
            Bytes altered = Bytes.of(flipped(signature, bit));
            assertFalse(verifier.verifies(Bytes.of(message), altered), "bit " + bit);
        }
    }

    @Test
    void oneBitOfTheMessageAltered_doesNot() {
        Ed25519Verifier verifier = new Ed25519Verifier(Bytes.of(key));
        for (int bit = 0; bit < 8 * message.length; bit++) {
            Bytes altered = Bytes.of(flipped(message, bit));
            assertFalse(verifier.verifies(altered, Bytes.of(signature)), "bit " + bit);
        }
    }

    @Test
    void anotherKey_doesNot() {
        byte[] other = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(random(Ed25519.SECRET_KEY_SIZE), 0, other, 0);
        assertFalse(verifies(other, message, signature));
        byte[] opposite = flipped(key, 8 * key.length - 1);
        assertFalse(verifies(opposite, message, signature));
    }

    /// Once more round the group it is the same number, and another signature: RFC 8032 forbids it.
    @Test
    void responseAboveTheOrder_doesNot() {
        BigInteger response = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)));
        byte[] above = reversed(response.add(ORDER).toByteArray());
        byte[] twin = Arrays.copyOf(signature, signature.length);
        System.arraycopy(Arrays.copyOf(above, 32), 0, twin, 32, 32);
        assertFalse(verifies(key, message, twin));
    }

    @Test
    void anotherLength_doesNot() {
        assertFalse(verifies(key, message, new byte[0]));
        assertFalse(verifies(key, message, Arrays.copyOf(signature, 63)));
        assertFalse(verifies(key, message, Arrays.copyOf(signature, 65)));
    }

    /// With such a key anybody can sign.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
            })
    void pointOfASmallOrder_isNoKey(String point) {
        assertThrows(Bug.class, () -> new Ed25519Verifier(Bytes.ofHex(point)));
    }

    @Test
    void nonsense_isJudgedAsByBouncyCastle() {
        Ed25519Verifier verifier = new Ed25519Verifier(Bytes.of(key));
        for (int i = 0; i < 2_000; i++) {
            byte[] nonsense = random(Ed25519.SIGNATURE_SIZE);
            if (i % 2 == 0) {
                System.arraycopy(signature, 0, nonsense, 0, 32);
                nonsense[63] &= 0x0F;
            }
            boolean theirs = Ed25519.verify(nonsense, 0, key, 0, message, 0, message.length);
            assertEquals(theirs, verifier.verifies(Bytes.of(message), Bytes.of(nonsense)));
        }
    }

    /// RFC 8032, section 7.1, tests 1 to 3.
    @Test
    void rfcVectors_verify() {
        record Vector(String key, String message, String signature) {}

        List<Vector> vectors =
                List.of(
                        new Vector(
                                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                                "",
                                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                        + "5fb8821590a33bacc61e39701cf9b46b"
                                        + "d25bf5f0595bbe24655141438e7a100b"),
                        new Vector(
                                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                                "72",
                                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                        + "085ac1e43e15996e458f3613d0f11d8c"
                                        + "387b2eaeb4302aeeb00d291612bb0c00"),
                        new Vector(
                                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                                "af82",
                                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                                        + "18ff9b538d16f290ae67f760984dc659"
                                        + "4a7c15e9716ed28dc027beceea1ec40a"));
        for (Vector vector : vectors) {
            Ed25519Verifier verifier = new Ed25519Verifier(Bytes.ofHex(vector.key()));
            Bytes text = Bytes.ofHex(vector.message());
            assertTrue(verifier.verifies(text, Bytes.ofHex(vector.signature())), vector.key());
        }
    }

    @Test
    void whatIsNoPoint_isABug() {
        byte[] noPoint = new byte[32];
        noPoint[0] = 2;
        assertThrows(Bug.class, () -> new Ed25519Verifier(Bytes.of(noPoint)));
        assertThrows(Bug.class, () -> new Ed25519Verifier(Bytes.of(new byte[31])));
    }

    @Test
    void noMultiple_isTheNeutralPoint() {
        byte[] neutral = new byte[32];
        neutral[0] = 1;
        assertArrayEquals(neutral, BasePoint.times(new int[8]));
    }

    @Test
    void decodedPoint_isEncodedAsItWas() {
        for (int i = 0; i < KEYS; i++) {
            Ed25519.generatePublicKey(random(Ed25519.SECRET_KEY_SIZE), 0, key, 0);
            assertArrayEquals(key, EdwardsPoint.decode(key).encode());
            byte[] opposite = flipped(key, 8 * key.length - 1);
            assertArrayEquals(opposite, EdwardsPoint.decode(opposite).encode());
        }
    }

    private static boolean verifies(byte[] key, byte[] message, byte[] signature) {
        return new Ed25519Verifier(Bytes.of(key)).verifies(Bytes.of(message), Bytes.of(signature));
    }

    private static void sign(byte[] seed, byte[] key, byte[] message, byte[] signature) {
        Ed25519.generatePublicKey(seed, 0, key, 0);
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] altered = bytes.clone();
        altered[bit / 8] ^= (byte) (1 << bit % 8);
        return altered;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
