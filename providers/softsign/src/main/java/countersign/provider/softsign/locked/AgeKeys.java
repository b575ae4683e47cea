package countersign.provider.softsign.locked;

import countersign.bytes.Bytes;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.math.ec.rfc7748.X25519;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The keys of an age file, derived from one another as <https://age-encryption.org/v1> says. The
/// caller wipes whatever is secret.
final class AgeKeys {
    static final int FILE_KEY_BYTES = 16;
    static final int POINT_BYTES = 32;

    /// Of keys that are used once.
    static final Bytes ZERO_NONCE = Bytes.of(new byte[Aead.NONCE_BYTES]);

    /// The first chunk of a body is also its last: no key file is larger than a chunk.
    static final Bytes ONLY_CHUNK = onlyChunk();

    private static final int MAC_BYTES = 32;

    private AgeKeys() {}

    /// The authentication code over a header.
    static Bytes headerMac(byte[] fileKey, Bytes header) {
        byte[] key = hkdf(fileKey, Bytes.EMPTY, "header");
        HMac mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(key));
        Arrays.fill(key, (byte) 0);
        byte[] code = new byte[MAC_BYTES];
        mac.update(header.toArray(), 0, header.length());
        mac.doFinal(code, 0);
        return Bytes.of(code);
    }

    static byte[] payloadKey(byte[] fileKey, Bytes nonce) {
        return hkdf(fileKey, nonce, "payload");
    }

    /// What wraps a file key for an X25519 recipient, or empty where the share is of low order.
    /// `scalar` is the identity's or the ephemeral one, `other` the point of the other side.
    static Optional<byte[]> wrappingKey(byte[] scalar, Bytes other, Bytes share, Bytes recipient) {
        byte[] shared = new byte[POINT_BYTES];
        try {
            return X25519.calculateAgreement(scalar, 0, other.toArray(), 0, shared, 0)
                    ? Optional.of(
                            hkdf(shared, share.concat(recipient), "age-encryption.org/v1/X25519"))
                    : Optional.empty();
        } finally {
            Arrays.fill(shared, (byte) 0);
        }
    }

    /// The salt of the scrypt that turns a passphrase into a wrapping key.
    static Bytes scryptSalt(Bytes salt) {
        return ascii("age-encryption.org/v1/scrypt").concat(salt);
    }

    static Bytes point(byte[] scalar) {
        byte[] point = new byte[POINT_BYTES];
        X25519.scalarMultBase(scalar, 0, point, 0);
        return Bytes.of(point);
    }

    private static byte[] hkdf(byte[] secret, Bytes salt, String info) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(secret, salt.toArray(), ascii(info).toArray()));
        byte[] key = new byte[Aead.KEY_BYTES];
        hkdf.generateBytes(key, 0, key.length);
        return key;
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Eleven bytes that count the chunks, and one that says which is the last.
    private static Bytes onlyChunk() {
        byte[] nonce = new byte[Aead.NONCE_BYTES];
        nonce[nonce.length - 1] = 1;
        return Bytes.of(nonce);
    }
}
