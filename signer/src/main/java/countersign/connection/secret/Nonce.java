package countersign.connection.secret;

import countersign.bytes.Check;

/// The nonce of one direction: four zero bytes, then a little-endian counter of frames. The last
/// counter value is never used, as in CometBFT, so that it cannot wrap.
final class Nonce {
    private static final int BYTES = 12;
    private static final int COUNTER_OFFSET = 4;

    private final byte[] value = new byte[BYTES];
    private long counter;

    Nonce(long first) {
        this.counter = first;
    }

    /// A nonce that was never returned before. The array is valid until the next call.
    byte[] next() {
        Check.that(counter != -1, "a key seals fewer than 2^64 - 1 frames");
        LittleEndian.putLong(value, COUNTER_OFFSET, counter);
        counter++;
        return value;
    }
}
