package countersign.provider.softsign;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

import java.util.Arrays;

/// An Ed25519 key as RFC 8032 has it: 32 random bytes.
final class Ed25519Seed implements PrivateKey {
    static final int SEED_BYTES = 32;

    private final SecretBytes seed;
    private final PublicKey publicKey;
    private final byte[] encodedPublicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];

    /// Takes `seed` over and wipes it.
    Ed25519Seed(byte[] seed) {
        Ed25519.generatePublicKey(seed, 0, encodedPublicKey, 0);
        this.publicKey = new PublicKey(KeyType.ED25519, Bytes.of(encodedPublicKey));
        this.seed = SecretBytes.take(seed);
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Bytes sign(Bytes message) {
        byte[] body = message.toArray();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        byte[] secret = seed.unsafeExport();
        try {
            // Without the public key at hand, BouncyCastle would derive it again for each message.
            Ed25519.sign(secret, 0, encodedPublicKey, 0, body, 0, body.length, signature, 0);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
        return Bytes.of(signature);
    }

    @Override
    public byte[] unsafeExport() {
        return seed.unsafeExport();
    }

    @Override
    public void close() {
        seed.close();
    }
}
