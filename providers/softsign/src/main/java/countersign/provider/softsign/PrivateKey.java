package countersign.provider.softsign;

import countersign.bytes.Bytes;
import countersign.consensus.PublicKey;

/// What signs: a secret and the public key that was derived from it.
sealed interface PrivateKey extends AutoCloseable
        permits Ed25519Seed, Ed25519Expanded, Secp256k1Scalar {
    PublicKey publicKey();

    Bytes sign(Bytes message);

    /// The secret in the form that a base64 key file holds; the caller wipes it.
    byte[] unsafeExport();

    /// Wipes the secret.
    @Override
    void close();
}
