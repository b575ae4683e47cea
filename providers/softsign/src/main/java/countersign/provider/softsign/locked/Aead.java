package countersign.provider.softsign.locked;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Authenticated encryption with 256-bit keys, 12-byte nonces and a 16-byte tag at the end.
///
/// The JDK keeps a copy of the key that nobody can wipe until the garbage collector comes. It opens
/// the file and does not sign; what signs is out of the heap by then.
enum Aead {
    AES_256_GCM("AES/GCM/NoPadding", "AES"),
    CHACHA20_POLY1305("ChaCha20-Poly1305", "ChaCha20");

    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private final String transformation;
    private final String keyAlgorithm;

    Aead(String transformation, String keyAlgorithm) {
        this.transformation = transformation;
        this.keyAlgorithm = keyAlgorithm;
    }

    /// The ciphertext with its tag. The same key must never see a nonce twice.
    Bytes seal(byte[] key, Bytes nonce, Bytes associated, byte[] plain) {
        try {
            return Bytes.of(cipher(Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(plain));
        } catch (GeneralSecurityException e) {
            throw new Bug("every JDK has " + transformation, e);
        }
    }

    /// The plain text, which the caller wipes, or empty where key, nonce, associated data and
    /// ciphertext do not belong together.
    Optional<byte[]> open(byte[] key, Bytes nonce, Bytes associated, Bytes sealed) {
        if (sealed.length() < TAG_BYTES) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, associated);
            return Optional.of(cipher.doFinal(sealed.toArray()));
        } catch (AEADBadTagException doesNotFit) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new Bug("every JDK has " + transformation, e);
        }
    }

    private Cipher cipher(int mode, byte[] key, Bytes nonce, Bytes associated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation);
        cipher.init(mode, new SecretKeySpec(key, keyAlgorithm), parameters(nonce.toArray()));
        cipher.updateAAD(associated.toArray());
        return cipher;
    }

    private AlgorithmParameterSpec parameters(byte[] nonce) {
        return switch (this) {
            case AES_256_GCM -> new GCMParameterSpec(8 * TAG_BYTES, nonce);
            case CHACHA20_POLY1305 -> new IvParameterSpec(nonce);
        };
    }
}
