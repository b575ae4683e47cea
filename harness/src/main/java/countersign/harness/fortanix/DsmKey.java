package countersign.harness.fortanix;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;

import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;

/// A key of the service, as it describes it.
///
/// @param curve `Ed25519` or `SecP256K1` in the service's spelling
/// @param spki the public key in DER
/// @param hash the only `hash_alg` that it is signed with
public record DsmKey(
        String id, String name, String curve, Bytes spki, String hash, Signing signing) {
    private static final Bytes ED25519_PREFIX = Bytes.ofHex("302a300506032b6570032100");
    private static final Bytes SECP256K1_PREFIX =
            Bytes.ofHex("3056301006072a8648ce3d020106052b8104000a034200");
    private static final BigInteger HALF_ORDER =
            SECNamedCurves.getByName("secp256k1").getN().shiftRight(1);

    /// Signs a message with the private key.
    public interface Signing {
        Bytes of(Bytes message);
    }

    public static DsmKey ed25519(String id, String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Bytes spki = Bytes.of(pair.getPublic().getEncoded());
            return new DsmKey(
                    id, name, "Ed25519", spki, "SHA512", m -> ed25519(m, pair.getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new Bug("every JDK has Ed25519", e);
        }
    }

    /// The key of a node, for tests that take a validator over: 32 bytes each.
    public static DsmKey ed25519(String id, String name, Bytes seed, Bytes publicKey) {
        try {
            PrivateKey secret =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(
                                    new EdECPrivateKeySpec(
                                            NamedParameterSpec.ED25519, seed.toArray()));
            Bytes spki = ED25519_PREFIX.concat(publicKey);
            return new DsmKey(id, name, "Ed25519", spki, "SHA512", m -> ed25519(m, secret));
        } catch (GeneralSecurityException e) {
            throw new Bug("32 bytes are a seed", e);
        }
    }

    /// Signs in DER, always with the higher of the two `s`.
    public static DsmKey secp256k1(String id, String name) {
        X9ECParameters curve = SECNamedCurves.getByName("secp256k1");
        BigInteger secret = new BigInteger(255, new SecureRandom()).add(BigInteger.ONE);
        Bytes point = Bytes.of(curve.getG().multiply(secret).getEncoded(false));
        ECPrivateKeyParameters key =
                new ECPrivateKeyParameters(secret, new ECDomainParameters(curve));
        return new DsmKey(
                id,
                name,
                "SecP256K1",
                SECP256K1_PREFIX.concat(point),
                "SHA256",
                message -> secp256k1(message, key));
    }

    private static Bytes ed25519(Bytes message, PrivateKey secret) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(message.toArray());
            return Bytes.of(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new Bug("an Ed25519 key signs anything", e);
        }
    }

    private static Bytes secp256k1(Bytes message, ECPrivateKeyParameters key) {
        try {
            ECDSASigner signer = new ECDSASigner();
            signer.init(true, key);
            BigInteger[] pair =
                    signer.generateSignature(
                            MessageDigest.getInstance("SHA-256").digest(message.toArray()));
            BigInteger s = pair[1];
            BigInteger high =
                    s.compareTo(HALF_ORDER) > 0 ? s : key.getParameters().getN().subtract(s);
            Bytes both = integer(pair[0]).concat(integer(high));
            return Bytes.of((byte) 0x30, (byte) both.length()).concat(both);
        } catch (GeneralSecurityException e) {
            throw new Bug("every JDK has SHA-256", e);
        }
    }

    private static Bytes integer(BigInteger number) {
        Bytes bytes = Bytes.of(number.toByteArray());
        return Bytes.of((byte) 2, (byte) bytes.length()).concat(bytes);
    }
}
