package countersign.connection.secret;

import countersign.bytes.SecretBytes;
import countersign.connection.PeerException;

import javax.crypto.AEADBadTagException;

/// Opens what the peer sent. The padding of a frame is not looked at: CometBFT pads with stale
/// bytes of a pooled buffer.
final class FrameOpener {
    private final FrameCipher cipher;
    private final byte[] plain = new byte[FrameCipher.PLAIN_BYTES];
    private int next = FrameCipher.HEADER_BYTES;
    private int end = FrameCipher.HEADER_BYTES;

    FrameOpener(SecretBytes key) {
        this.cipher = new FrameCipher(key);
    }

    /// Opens the 1044 bytes of `sealed`; the data before it has been taken. Throws with
    /// `MALFORMED`, after which no frame may follow.
    void open(byte[] sealed) throws PeerException {
        try {
            cipher.open(sealed, plain);
        } catch (AEADBadTagException e) {
            throw Breach.of("a frame does not decrypt", e);
        }
        int length = LittleEndian.intAt(plain, 0);
        if (length < 0 || length > FrameCipher.DATA_BYTES_MAX) {
            throw Breach.of(
                    "a frame of 1024 bytes claims to have " + Integer.toUnsignedString(length));
        }
        next = FrameCipher.HEADER_BYTES;
        end = next + length;
    }

    /// How many bytes of the opened frame are still to be taken.
    int available() {
        return end - next;
    }

    /// Copies up to `length` bytes to `target` from `offset` on and returns how many.
    int take(byte[] target, int offset, int length) {
        int taken = Math.min(length, available());
        System.arraycopy(plain, next, target, offset, taken);
        next += taken;
        return taken;
    }
}
