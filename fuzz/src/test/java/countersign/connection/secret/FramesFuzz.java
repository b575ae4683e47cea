package countersign.connection.secret;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.PeerException;
import countersign.fuzz.FuzzTarget;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/// Frames on their way: what comes out is what went in, in order, and a touched frame never opens.
///
/// Input: one byte that chooses the frame to touch (or none), two for where, one for what is XORed
/// onto it, and the rest is the plaintext.
public final class FramesFuzz implements FuzzTarget {
    private static final int HEADER_BYTES = 4;

    public static void fuzzerTestOneInput(byte[] input) {
        new FramesFuzz().fuzz(input);
    }

    @Override
    public void fuzz(byte[] input) {
        if (input.length < HEADER_BYTES) {
            return;
        }
        byte[] plain = Arrays.copyOfRange(input, HEADER_BYTES, input.length);
        FrameSealer sealer = new FrameSealer(key());
        FrameOpener opener = new FrameOpener(key());
        ByteArrayOutputStream opened = new ByteArrayOutputStream();
        int index = 0;
        for (int at = 0; at < plain.length; at += FrameCipher.DATA_BYTES_MAX, index++) {
            int length = Math.min(FrameCipher.DATA_BYTES_MAX, plain.length - at);
            byte[] frame = new byte[FrameCipher.SEALED_BYTES];
            sealer.seal(plain, at, length, frame);
            boolean touched = index == input[0] && input[3] != 0;
            if (touched) {
                int where = Short.toUnsignedInt((short) ((input[1] << 8) | (input[2] & 0xff)));
                frame[where % frame.length] ^= input[3];
            }
            if (!open(opener, frame, opened)) {
                FuzzTarget.require(touched, "an untouched frame opens");
                break;
            }
            FuzzTarget.require(!touched, "a touched frame does not open");
        }
        byte[] came = opened.toByteArray();
        FuzzTarget.require(
                Arrays.equals(came, Arrays.copyOf(plain, came.length)),
                "what comes out is what went in");
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                Bytes.ofHex("ff000000").concat(Bytes.of(new byte[1])).toArray(),
                Bytes.ofHex("ff000000").concat(Bytes.of(new byte[1024])).toArray(),
                Bytes.ofHex("01020301").concat(Bytes.of(new byte[3000])).toArray());
    }

    private static boolean open(FrameOpener opener, byte[] frame, ByteArrayOutputStream opened) {
        try {
            opener.open(frame);
        } catch (PeerException refused) {
            return false;
        }
        byte[] data = new byte[opener.available()];
        opener.take(data, 0, data.length);
        opened.writeBytes(data);
        return true;
    }

    private static SecretBytes key() {
        return SecretBytes.take(new byte[32]);
    }
}
