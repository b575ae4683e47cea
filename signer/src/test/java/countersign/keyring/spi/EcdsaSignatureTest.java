package countersign.keyring.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;

import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/// Against BouncyCastle's encoder, and every way to damage what it wrote.
final class EcdsaSignatureTest {
    private static final BigInteger ORDER = SECNamedCurves.getByName("secp256k1").getN();
    private static final int SAMPLES = 2_000;

    @Test
    void derAndRaw_giveTheSameLowS() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < SAMPLES; i++) {
            // Short numbers too, which DER writes short.
            BigInteger r = number(random);
            BigInteger s = number(random);
            Bytes low = raw(r, s.min(ORDER.subtract(s)));

            assertEquals(Optional.of(low), EcdsaSignature.ofRaw(raw(r, s)));
            assertEquals(Optional.of(low), EcdsaSignature.ofDer(der(r, s)));
        }
    }

    @Test
    void highestLowS_staysAndTheNextIsLowered() {
        BigInteger half = ORDER.shiftRight(1);
        Bytes low = raw(BigInteger.ONE, half);

        assertEquals(Optional.of(low), EcdsaSignature.ofRaw(low));
        assertEquals(
                Optional.of(low),
                EcdsaSignature.ofRaw(raw(BigInteger.ONE, half.add(BigInteger.ONE))));
    }

    @Test
    void numbersOutsideTheGroup_areNoSignature() {
        for (BigInteger no : new BigInteger[] {BigInteger.ZERO, ORDER, ORDER.add(BigInteger.ONE)}) {
            assertTrue(EcdsaSignature.ofRaw(raw(no, BigInteger.ONE)).isEmpty());
            assertTrue(EcdsaSignature.ofRaw(raw(BigInteger.ONE, no)).isEmpty());
        }
    }

    @Test
    void otherLengthsOfRaw_areNoSignature() {
        for (int length = 0; length < 200; length++) {
            if (length != 64) {
                assertTrue(EcdsaSignature.ofRaw(Bytes.of(new byte[length])).isEmpty());
            }
        }
    }

    /// What is read is what would be written: nothing else than DER's one spelling is accepted.
    @Test
    void damagedDer_isReadExactlyOrNotAtAll() throws IOException {
        byte[] good = der(ORDER.shiftRight(3), ORDER.shiftRight(9)).toArray();
        for (int at = 0; at < good.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] damaged = good.clone();
                damaged[at] = (byte) value;
                expectExact(Bytes.of(damaged));
            }
        }
        for (int length = 0; length < good.length; length++) {
            expectExact(Bytes.of(good, 0, length));
        }
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        assertTrue(EcdsaSignature.ofDer(Bytes.of(longer)).isEmpty());
    }

    private static void expectExact(Bytes der) {
        Optional<Bytes> ours = EcdsaSignature.ofDer(der);
        Optional<Bytes> theirs = theirs(der);
        assertEquals(theirs, ours, der::hex);
    }

    private static Optional<Bytes> theirs(Bytes der) {
        try {
            BigInteger[] both = StandardDSAEncoding.INSTANCE.decode(ORDER, der.toArray());
            if (both[0].signum() <= 0 || both[1].signum() <= 0) {
                return Optional.empty();
            }
            return Optional.of(raw(both[0], both[1].min(ORDER.subtract(both[1]))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static BigInteger number(Random random) {
        return new BigInteger(1 + random.nextInt(255), random).add(BigInteger.ONE);
    }

    private static Bytes der(BigInteger r, BigInteger s) throws IOException {
        return Bytes.of(StandardDSAEncoding.INSTANCE.encode(ORDER, r, s));
    }

    private static Bytes raw(BigInteger r, BigInteger s) {
        return Bytes.ofHex("%064x%064x".formatted(r, s));
    }
}
