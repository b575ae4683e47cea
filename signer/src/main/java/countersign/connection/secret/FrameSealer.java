package countersign.connection.secret;

import countersign.bytes.Check;
import countersign.bytes.SecretBytes;

import java.util.Arrays;

/// Seals what one end sends. What a frame has no data for is zero.
final class FrameSealer {
    private final FrameCipher cipher;
    private final byte[] plain = new byte[FrameCipher.PLAIN_BYTES];

    FrameSealer(SecretBytes key) {
        this.cipher = new FrameCipher(key);
    }

    /// Seals up to 1024 bytes of `data` into the 1044 of `sealed`.
    void seal(byte[] data, int offset, int length, byte[] sealed) {
        Check.that(length <= FrameCipher.DATA_BYTES_MAX, "a frame has at most 1024 bytes of data");
        LittleEndian.putInt(plain, 0, length);
        System.arraycopy(data, offset, plain, FrameCipher.HEADER_BYTES, length);
        Arrays.fill(plain, FrameCipher.HEADER_BYTES + length, plain.length, (byte) 0);
        cipher.seal(plain, sealed);
    }
}
