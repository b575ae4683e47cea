package countersign.provider.softsign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.ed25519.Sha512;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Our arithmetic against BouncyCastle's, which signs from seeds.
final class Ed25519ExpandedTest {
    private static final int KEYS = 500;
    private static final int SCALAR_BYTES = 32;
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

    @Test
    void keyAndSignature_areThoseOfTheSeed() {
        for (int i = 0; i < KEYS; i++) {
            byte[] seed = random(Ed25519.SECRET_KEY_SIZE);
            byte[] message = random(i);
            byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.generatePublicKey(seed, 0, key, 0);
            Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
            try (Ed25519Expanded expanded = new Ed25519Expanded(Sha512.of(seed))) {
                assertEquals(Bytes.of(key), expanded.publicKey().value());
                assertEquals(Bytes.of(signature), expanded.sign(Bytes.of(message)));
            }
        }
    }

    /// Every digit of the scalar is at one of its ends, and every one carries or none does.
    @Test
    void multiple_ofScalarsAtTheEdge_verifies() {
        for (int pattern : new int[] {0x00, 0xFF, 0x77, 0x88, 0x78, 0x87, 0x7F, 0xF8, 0x0F, 0xF0}) {
            byte[] expanded = new byte[Ed25519Expanded.EXPANDED_BYTES];
            Arrays.fill(expanded, 0, SCALAR_BYTES, (byte) pattern);
            try (Ed25519Expanded key = new Ed25519Expanded(expanded)) {
                Bytes message = Bytes.of(random(100));
                Bytes signature = key.sign(message);
                assertTrue(key.publicKey().verifies(message, signature), Integer.toString(pattern));
            }
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
