package countersign.tx.amino;

import countersign.bytes.Bytes;
import countersign.tx.text.Texts;

/// What go-amino puts in front of a registered type: four bytes of the SHA-256 of its name, behind
/// any zero bytes, three bytes, and again any zero bytes.
final class AminoPrefix {
    private static final int DISAMBIGUATION_BYTES = 3;
    private static final int PREFIX_BYTES = 4;

    private AminoPrefix() {}

    static Bytes of(String name) {
        byte[] digest = Texts.utf8(name).sha256().toArray();
        int start = behindZeros(digest, behindZeros(digest, 0) + DISAMBIGUATION_BYTES);
        return Bytes.of(digest, start, PREFIX_BYTES);
    }

    private static int behindZeros(byte[] digest, int from) {
        int at = from;
        while (digest[at] == 0) {
            at++;
        }
        return at;
    }
}
