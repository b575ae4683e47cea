package countersign.provider.ledger;

import countersign.bytes.Bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The place of a vote or proposal, read from the front of its sign bytes as far as the app does:
/// length, 1 type, 2 height, 3 round.
///
/// @param kind as operators know it
record SignedPlace(String kind, long height, long round) {
    private static final byte TYPE = 0x08;
    private static final byte HEIGHT = 0x11;
    private static final byte ROUND = 0x19;

    /// Empty for whatever is neither: extensions, raw bytes, probes. What is longer than the app
    /// reads has a length of two bytes, and is as good as neither.
    static Optional<SignedPlace> of(Bytes message) {
        if (message.length() < 3
                || message.at(0) != message.length() - 1
                || message.at(1) != TYPE) {
            return Optional.empty();
        }
        Optional<String> kind =
                switch (message.at(2)) {
                    case 1 -> Optional.of("prevote");
                    case 2 -> Optional.of("precommit");
                    case 32 -> Optional.of("proposal");
                    default -> Optional.empty();
                };
        ByteBuffer rest =
                ByteBuffer.wrap(message.slice(3, message.length()).toArray())
                        .order(ByteOrder.LITTLE_ENDIAN);
        long height = number(rest, HEIGHT);
        long round = number(rest, ROUND);
        return kind.map(word -> new SignedPlace(word, height, round));
    }

    private static long number(ByteBuffer rest, byte tag) {
        boolean there = rest.remaining() > Long.BYTES && rest.get(rest.position()) == tag;
        return there ? rest.position(rest.position() + 1).getLong() : 0;
    }

    @Override
    public String toString() {
        return "a " + kind + " at " + height + "/" + round;
    }
}
