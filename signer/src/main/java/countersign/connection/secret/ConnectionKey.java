package countersign.connection.secret;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

import java.util.Arrays;

/// The Ed25519 key that one end of a connection is known by; tmkms calls it `secret_key`. It signs
/// handshakes and nothing else. Safe for several threads until it is closed.
public final class ConnectionKey implements AutoCloseable {
    private static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;

    private final SecretBytes seed;
    private final PublicKey publicKey;

    private ConnectionKey(SecretBytes seed, PublicKey publicKey) {
        this.seed = seed;
        this.publicKey = publicKey;
    }

    /// The key of a 32-byte seed (RFC 8032's private key). Copies the seed, which stays the
    /// caller's to wipe. Throws `IllegalArgumentException` for any other length.
    public static ConnectionKey ofSeed(SecretBytes seed) {
        if (seed.length() != SEED_BYTES) {
            throw new IllegalArgumentException(
                    "a connection key has " + seed.length() + " bytes instead of " + SEED_BYTES);
        }
        byte[] exported = seed.unsafeExport();
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(exported, 0, point, 0);
        return new ConnectionKey(
                SecretBytes.take(exported), new PublicKey(KeyType.ED25519, Bytes.of(point)));
    }

    public Bytes publicKey() {
        return publicKey.value();
    }

    /// What the other end knows this key by: see [#nodeIdOf].
    public String nodeId() {
        return idOf(publicKey);
    }

    /// CometBFT's node id of an Ed25519 key: the first 20 bytes of its SHA-256 in lower-case hex.
    /// Throws `IllegalArgumentException` for what is no such key.
    public static String nodeIdOf(Bytes publicKey) {
        return idOf(new PublicKey(KeyType.ED25519, publicKey));
    }

    /// Wipes the seed. No handshake may follow.
    @Override
    public void close() {
        seed.close();
    }

    static String idOf(PublicKey key) {
        return key.address().hex();
    }

    Bytes sign(Bytes challenge) {
        byte[] message = challenge.toArray();
        byte[] secret = seed.unsafeExport();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        try {
            Ed25519.sign(
                    secret, 0, publicKey().toArray(), 0, message, 0, message.length, signature, 0);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
        return Bytes.of(signature);
    }
}
