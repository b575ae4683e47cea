package countersign.provider.softsign;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.bytes.SecretBytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

import java.math.BigInteger;
import java.util.Arrays;

/// A secp256k1 key: a number from 1 to the group's order less one, 32 bytes big-endian.
///
/// Signs the message's SHA-256 with the nonce of RFC 6979 and answers `r || s` with the lower of
/// the two possible s, which is the only one that CometBFT accepts. BouncyCastle wants the secret
/// as a `BigInteger`, which cannot be wiped: one lives as garbage for each signature.
final class Secp256k1Scalar implements PrivateKey {
    static final int SCALAR_BYTES = 32;

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
    private static final BigInteger HALF_ORDER = CURVE.getN().shiftRight(1);

    private final SecretBytes scalar;
    private final PublicKey publicKey;

    /// Takes `scalar` over and wipes it. It must be in range.
    Secp256k1Scalar(byte[] scalar) {
        Check.that(isInRange(scalar), "a secp256k1 scalar is in range");
        byte[] point =
                new FixedPointCombMultiplier()
                        .multiply(CURVE.getG(), new BigInteger(1, scalar))
                        .getEncoded(true);
        this.publicKey = new PublicKey(KeyType.SECP256K1, Bytes.of(point));
        this.scalar = SecretBytes.take(scalar);
    }

    static boolean isInRange(byte[] scalar) {
        BigInteger number = new BigInteger(1, scalar);
        return scalar.length == SCALAR_BYTES
                && number.signum() > 0
                && number.compareTo(CURVE.getN()) < 0;
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Bytes sign(Bytes message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        byte[] secret = scalar.unsafeExport();
        try {
            signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, secret), DOMAIN));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
        BigInteger[] rs = signer.generateSignature(message.sha256().toArray());
        BigInteger s = rs[1].compareTo(HALF_ORDER) > 0 ? CURVE.getN().subtract(rs[1]) : rs[1];
        return Bytes.of(BigIntegers.asUnsignedByteArray(SCALAR_BYTES, rs[0]))
                .concat(Bytes.of(BigIntegers.asUnsignedByteArray(SCALAR_BYTES, s)));
    }

    @Override
    public byte[] unsafeExport() {
        return scalar.unsafeExport();
    }

    @Override
    public void close() {
        scalar.close();
    }
}
