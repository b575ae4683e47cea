package countersign.consensus;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;

import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// A validator's or account's public key.
public record PublicKey(KeyType type, Bytes value) {
    private static final int ADDRESS_BYTES = 20;
    private static final int SIGNATURE_BYTES = 64;

    /// Throws `IllegalArgumentException` where the length is not that of the type, or the bytes are
    /// no point of the curve.
    public PublicKey {
        if (value.length() != type.publicKeyBytes()) {
            throw new IllegalArgumentException(
                    type.cometName()
                            + " public key has "
                            + value.length()
                            + " bytes instead of "
                            + type.publicKeyBytes());
        }
        boolean onCurve =
                switch (type) {
                    case ED25519 -> Ed25519.validatePublicKeyPartial(value.toArray(), 0);
                    case SECP256K1 -> Secp256k1.isPoint(value);
                };
        if (!onCurve) {
            throw new IllegalArgumentException(
                    type.cometName() + " public key is not on the curve");
        }
    }

    /// The 20-byte address: of SHA-256 for Ed25519, of RIPEMD-160 over SHA-256 for secp256k1.
    public Bytes address() {
        byte[] digest = sha256(value.toArray());
        return switch (type) {
            case ED25519 -> Bytes.of(digest, 0, ADDRESS_BYTES);
            case SECP256K1 -> ripemd160(digest);
        };
    }

    /// Whether `signature` is this key's over `message`. A wrong length is a plain no, and so is
    /// the high-S twin of a secp256k1 signature, which CometBFT rejects.
    public boolean verifies(Bytes message, Bytes signature) {
        if (signature.length() != SIGNATURE_BYTES) {
            return false;
        }
        byte[] body = message.toArray();
        return switch (type) {
            case ED25519 ->
                    Ed25519.verify(
                            signature.toArray(), 0, value.toArray(), 0, body, 0, body.length);
            case SECP256K1 -> Secp256k1.verifies(value, sha256(body), signature.toArray());
        };
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new Bug("every JDK has SHA-256", e);
        }
    }

    private static Bytes ripemd160(byte[] message) {
        RIPEMD160Digest digest = new RIPEMD160Digest();
        digest.update(message, 0, message.length);
        byte[] address = new byte[ADDRESS_BYTES];
        digest.doFinal(address, 0);
        return Bytes.of(address);
    }

    /// Loaded only where such a key is used: the curve's tables take a while to build.
    private static final class Secp256k1 {
        private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
        private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
        private static final BigInteger HALF_ORDER = CURVE.getN().shiftRight(1);

        /// Of 33 bytes; infinity has another length.
        static boolean isPoint(Bytes compressed) {
            try {
                point(compressed);
                return true;
            } catch (IllegalArgumentException notOnCurve) {
                return false;
            }
        }

        /// `r` and `s` have 32 bytes each.
        static boolean verifies(Bytes compressed, byte[] digest, byte[] signature) {
            BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, 32));
            BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
            if (s.compareTo(HALF_ORDER) > 0) {
                return false;
            }
            ECDSASigner verifier = new ECDSASigner();
            verifier.init(false, new ECPublicKeyParameters(point(compressed), DOMAIN));
            return verifier.verifySignature(digest, r, s);
        }

        private static ECPoint point(Bytes compressed) {
            return CURVE.getCurve().decodePoint(compressed.toArray());
        }
    }
}
