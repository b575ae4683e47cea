package countersign.harness.ledgerapp;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;

/// The device's Ed25519 key, with the JDK's own arithmetic: what checks it elsewhere is
/// BouncyCastle.
public final class DeviceKey {
    private static final String ALGORITHM = "Ed25519";
    private static final int PUBLIC_KEY_BYTES = 32;

    private final PrivateKey secret;
    private final Bytes publicKey;

    private DeviceKey(PrivateKey secret, Bytes publicKey) {
        this.secret = secret;
        this.publicKey = publicKey;
    }

    public static DeviceKey random() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Bytes encoded = Bytes.of(pair.getPublic().getEncoded());
            int end = encoded.length();
            return new DeviceKey(pair.getPrivate(), encoded.slice(end - PUBLIC_KEY_BYTES, end));
        } catch (GeneralSecurityException e) {
            throw new Bug("every JDK has Ed25519", e);
        }
    }

    /// The key of a node, for tests that take a validator over: 32 bytes each.
    public static DeviceKey ofSeed(Bytes seed, Bytes publicKey) {
        try {
            PrivateKey secret =
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(
                                    new EdECPrivateKeySpec(
                                            NamedParameterSpec.ED25519, seed.toArray()));
            return new DeviceKey(secret, publicKey);
        } catch (GeneralSecurityException e) {
            throw new Bug("32 bytes are a seed", e);
        }
    }

    public Bytes publicKey() {
        return publicKey;
    }

    Bytes sign(Bytes message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(message.toArray());
            return Bytes.of(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new Bug("an Ed25519 key signs anything", e);
        }
    }
}
