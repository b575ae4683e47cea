package countersign.harness.ledgerapp;

import countersign.bytes.Bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What the app reads of a message before it signs: type, height and round, and nothing after them.
///
/// The message begins with its length in one byte. Fields are read until the fourth or the end: 1
/// type (varint), 2 height and 3 round (`sfixed64`). The round is kept in a signed byte, so that
/// 128 to 255 come out negative and are refused as a wrong height.
///
/// @param error the app's own code, [#OK] where there is none
/// @param type 1 prevote, 2 precommit, 32 proposal; whatever was read before an error
record ReadVote(int error, long type, long height, int round) {
    static final int OK = 0;

    static final int PREVOTE = 1;
    static final int PRECOMMIT = 2;
    static final int PROPOSAL = 32;

    private static final int BUFFER_END = 1;
    private static final int FIELD = 2;
    private static final int WIRE_TYPE = 3;
    private static final int TYPE = 4;
    private static final int HEIGHT = 5;
    private static final int ROUND = 6;
    private static final int SIZE = 7;
    private static final int VARINT = 8;

    private static final int ROUND_MAX = 255;
    private static final int VARINT_BITS_MAX = 63;

    static ReadVote of(Bytes message) {
        return message.length() < 2
                ? new ReadVote(BUFFER_END, 0, 0, 0)
                : new Reader(message).read();
    }

    private static final class Reader {
        private final ByteBuffer in;
        private int error = OK;
        private long type;
        private long height;
        private int round;

        Reader(Bytes message) {
            in = ByteBuffer.wrap(message.toArray()).order(ByteOrder.LITTLE_ENDIAN);
        }

        ReadVote read() {
            // A length of two bytes is read right and then compared as if it had one.
            if (varint() + 1 != in.limit() && error == OK) {
                error = SIZE;
            }
            boolean more = true;
            while (error == OK && more && in.hasRemaining()) {
                more = field();
            }
            if (error == OK && type != PREVOTE && type != PRECOMMIT && type != PROPOSAL) {
                error = TYPE;
            }
            if (error == OK && (height < 0 || round < 0)) {
                error = HEIGHT;
            }
            return new ReadVote(error, type, height, round);
        }

        /// Whether there may be another.
        private boolean field() {
            long tag = varint();
            long number = tag >>> 3;
            if (error != OK || number > 3) {
                return false;
            }
            if (number == 0) {
                error = FIELD;
                return false;
            }
            if ((tag & 7) != (number == 1 ? 0 : 1)) {
                error = WIRE_TYPE;
                return false;
            }
            if (number == 1) {
                type = varint();
            } else if (in.remaining() < Long.BYTES) {
                error = BUFFER_END;
            } else if (number == 2) {
                height = in.getLong();
            } else {
                round(in.getLong());
            }
            return error == OK;
        }

        private void round(long value) {
            if (value < 0 || value > ROUND_MAX) {
                error = ROUND;
            } else {
                round = (byte) value;
            }
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; shift < VARINT_BITS_MAX; shift += 7) {
                if (!in.hasRemaining()) {
                    error = BUFFER_END;
                    return 0;
                }
                byte next = in.get();
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            error = VARINT;
            return 0;
        }
    }
}
