package countersign.connection.secret;

import countersign.bytes.Bug;
import countersign.bytes.Check;
import countersign.bytes.SecretBytes;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// ChaCha20-Poly1305 over the frames of one direction, in their order. A plain frame is a
/// little-endian 4-byte length and 1024 bytes of data; the tag makes it 1044 bytes on the wire.
final class FrameCipher {
    static final int KEY_BYTES = 32;
    static final int HEADER_BYTES = 4;
    static final int DATA_BYTES_MAX = 1024;
    static final int PLAIN_BYTES = HEADER_BYTES + DATA_BYTES_MAX;
    static final int SEALED_BYTES = PLAIN_BYTES + 16;

    private final Cipher cipher;
    private final SecretKey key;
    private final Nonce nonce = new Nonce(0);

    /// Copies `key`, which stays the caller's to wipe.
    FrameCipher(SecretBytes key) {
        Check.that(key.length() == KEY_BYTES, "a frame key has 32 bytes");
        byte[] exported = key.unsafeExport();
        try {
            this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
        } catch (GeneralSecurityException e) {
            throw new Bug("every JDK has ChaCha20-Poly1305", e);
        }
        this.key = new SecretKeySpec(exported, "ChaCha20");
        Arrays.fill(exported, (byte) 0);
    }

    void seal(byte[] plain, byte[] sealed) {
        try {
            apply(Cipher.ENCRYPT_MODE, plain, PLAIN_BYTES, sealed);
        } catch (AEADBadTagException e) {
            throw new Bug("encryption checks no tag", e);
        }
    }

    void open(byte[] sealed, byte[] plain) throws AEADBadTagException {
        apply(Cipher.DECRYPT_MODE, sealed, SEALED_BYTES, plain);
    }

    private void apply(int mode, byte[] input, int length, byte[] output)
            throws AEADBadTagException {
        try {
            cipher.init(mode, key, new IvParameterSpec(nonce.next()));
            cipher.doFinal(input, 0, length, output, 0);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new Bug("key, nonce and buffers are of the right size", e);
        }
    }
}
