package countersign.provider.softsign;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.consensus.PublicKey;
import countersign.ed25519.Sha512;

/// An Ed25519 key as RFC 8032 has it: 32 random bytes, and what they expand to.
///
/// BouncyCastle would expand the seed for each signature and leave scalar and prefix behind on the
/// heap each time, hundreds of them between two collections.
final class Ed25519Seed implements PrivateKey {
    static final int SEED_BYTES = 32;

    private final SecretBytes seed;
    private final Ed25519Expanded expanded;

    /// Takes `seed` over and wipes it.
    Ed25519Seed(byte[] seed) {
        this.expanded = new Ed25519Expanded(Sha512.of(seed));
        this.seed = SecretBytes.take(seed);
    }

    @Override
    public PublicKey publicKey() {
        return expanded.publicKey();
    }

    @Override
    public Bytes sign(Bytes message) {
        return expanded.sign(message);
    }

    @Override
    public byte[] unsafeExport() {
        return seed.unsafeExport();
    }

    @Override
    public void close() {
        expanded.close();
        seed.close();
    }
}
