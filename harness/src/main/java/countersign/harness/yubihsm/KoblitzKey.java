package countersign.harness.yubihsm;

import countersign.bytes.Bug;

import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/// secp256k1. Like the device it returns whichever `s` came out, and so also high ones.
record KoblitzKey(BigInteger scalar) {
    static final int SCALAR_BYTES = 32;

    private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

    static KoblitzKey ofScalar(byte[] scalar) {
        BigInteger number = new BigInteger(1, Arrays.copyOf(scalar, SCALAR_BYTES));
        return new KoblitzKey(
                number.mod(CURVE.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE));
    }

    /// From what is exported: the scalar, with or without the point behind it.
    static KoblitzKey ofExported(byte[] exported) {
        return new KoblitzKey(new BigInteger(1, Arrays.copyOf(exported, SCALAR_BYTES)));
    }

    /// Scalar and point.
    byte[] exported() {
        byte[] exported = new byte[3 * SCALAR_BYTES];
        byte[] number = scalar.toByteArray();
        int length = Math.min(SCALAR_BYTES, number.length);
        System.arraycopy(number, number.length - length, exported, SCALAR_BYTES - length, length);
        System.arraycopy(publicKey(), 0, exported, SCALAR_BYTES, 2 * SCALAR_BYTES);
        return exported;
    }

    /// `x || y`.
    byte[] publicKey() {
        byte[] point = CURVE.getG().multiply(scalar).normalize().getEncoded(false);
        return Arrays.copyOfRange(point, 1, point.length);
    }

    /// DER.
    byte[] sign(byte[] digest) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(scalar, DOMAIN));
        BigInteger[] numbers = signer.generateSignature(digest);
        try {
            return StandardDSAEncoding.INSTANCE.encode(CURVE.getN(), numbers[0], numbers[1]);
        } catch (IOException e) {
            throw new Bug("numbers of the group can be encoded", e);
        }
    }
}
