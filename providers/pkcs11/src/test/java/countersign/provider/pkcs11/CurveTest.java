package countersign.provider.pkcs11;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.provider.pkcs11.cryptoki.Curve;

import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.Optional;

/// The ways in which tokens write curves and points.
final class CurveTest {
    private static final long EDWARDS = 0x40;
    private static final long WEIERSTRASS = 0x3;
    private static final Bytes ED25519_POINT = StubModule.publicKey(0).value();
    private static final String P256 = "06082a8648ce3d030107";

    @ParameterizedTest
    @ValueSource(strings = {"", "0420", "032100"})
    void ed25519Point_isReadInEachOfItsForms(String header) {
        assertEquals(
                Optional.of(new PublicKey(KeyType.ED25519, ED25519_POINT)),
                Curve.ED25519.publicKey(Bytes.ofHex(header).concat(ED25519_POINT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "0421", "0320", "032000", "032101", "0520", "042000", "30220420"})
    void ed25519Point_isReadInNoOtherForm(String header) {
        assertEquals(
                Optional.empty(),
                Curve.ED25519.publicKey(Bytes.ofHex(header).concat(ED25519_POINT)));
    }

    @Test
    void whatIsNoPoint_isNoKey() {
        assertEquals(Optional.empty(), Curve.ED25519.publicKey(Bytes.EMPTY));
        assertEquals(Optional.empty(), Curve.ED25519.publicKey(ED25519_POINT.first(31)));
        assertEquals(Optional.empty(), Curve.ED25519.publicKey(Bytes.ofHex("ff".repeat(32))));
        assertEquals(
                Optional.empty(), Curve.SECP256K1.publicKey(Bytes.ofHex("02" + "ff".repeat(32))));
        assertEquals(Optional.empty(), Curve.SECP256K1.publicKey(ED25519_POINT));
    }

    @Test
    void secp256k1Point_isReadInEachOfItsForms() {
        // One with an even and one with an odd y.
        for (int scalar = 1; scalar < 8; scalar++) {
            ECPoint point =
                    SECNamedCurves.getByName("secp256k1")
                            .getG()
                            .multiply(BigInteger.valueOf(scalar))
                            .normalize();
            Bytes compressed = Bytes.of(point.getEncoded(true));
            Bytes uncompressed = Bytes.of(point.getEncoded(false));
            Optional<PublicKey> key = Optional.of(new PublicKey(KeyType.SECP256K1, compressed));

            assertEquals(key, Curve.SECP256K1.publicKey(compressed));
            assertEquals(key, Curve.SECP256K1.publicKey(Bytes.ofHex("0421").concat(compressed)));
            assertEquals(key, Curve.SECP256K1.publicKey(uncompressed));
            assertEquals(key, Curve.SECP256K1.publicKey(Bytes.ofHex("0441").concat(uncompressed)));
            assertEquals(
                    key, Curve.SECP256K1.publicKey(Bytes.ofHex("034200").concat(uncompressed)));
        }
    }

    @Test
    void curve_isKnownByItsTypeAndAnyOfItsNames() {
        for (Bytes name : Curve.ED25519.parameters()) {
            assertEquals(Optional.of(Curve.ED25519), Curve.of(EDWARDS, Optional.of(name)));
            assertEquals(Optional.empty(), Curve.of(WEIERSTRASS, Optional.of(name)));
        }
        assertEquals(Optional.of(Curve.ED25519), Curve.of(EDWARDS, Optional.empty()));
        assertEquals(Optional.of(Curve.SECP256K1), Curve.of(WEIERSTRASS, Optional.empty()));
        assertEquals(Optional.empty(), Curve.of(WEIERSTRASS, Optional.of(Bytes.ofHex(P256))));
        assertEquals(Optional.empty(), Curve.of(0, Optional.empty()));
    }
}
