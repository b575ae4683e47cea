package countersign.provider.ledger;

import countersign.bytes.Bytes;
import countersign.bytes.Check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message in packets of 64 bytes, as Ledgers have it over HID:
///
/// | bytes | content |
/// | --- | --- |
/// | 2 | channel, `0101` |
/// | 1 | tag, `05` |
/// | 2 | number of the packet, from 0, big-endian |
/// | 2 | in the first packet: the bytes of the message, big-endian |
/// | the rest | the message, then zeros |
final class HidFrames {
    static final int PACKET_BYTES = 64;

    private static final byte CHANNEL = 1;
    private static final byte TAG = 5;
    private static final int HEADER_BYTES = 5;
    private static final int LENGTH_BYTES = 2;
    private static final int MESSAGE_BYTES_MAX = 0xffff;

    private HidFrames() {}

    /// A message in its packets.
    static List<Bytes> split(Bytes message) {
        Check.that(message.length() <= MESSAGE_BYTES_MAX, "a message has a length of two bytes");
        List<Bytes> packets = new ArrayList<>();
        int sent = 0;
        while (packets.isEmpty() || sent < message.length()) {
            byte[] packet = new byte[PACKET_BYTES];
            putHeader(packets.size(), packet);
            int at = HEADER_BYTES;
            if (packets.isEmpty()) {
                packet[at++] = (byte) (message.length() >> 8);
                packet[at++] = (byte) message.length();
            }
            int end = Math.min(message.length(), sent + PACKET_BYTES - at);
            message.slice(sent, end).copyTo(packet, at);
            sent = end;
            packets.add(Bytes.of(packet));
        }
        return packets;
    }

    private static void putHeader(int number, byte[] packet) {
        packet[0] = CHANNEL;
        packet[1] = CHANNEL;
        packet[2] = TAG;
        packet[3] = (byte) (number >> 8);
        packet[4] = (byte) number;
    }

    /// One message while its packets come in.
    static final class Joining {
        private byte[] message = new byte[0];
        private int filled;
        private int next;

        /// Takes the next packet. Returns the message where it is complete; throws
        /// `IllegalArgumentException` for a packet that is not the next of a message of at most
        /// [Transport#ANSWER_BYTES_MAX] bytes.
        Optional<Bytes> add(Bytes packet) {
            byte[] expected = new byte[PACKET_BYTES];
            putHeader(next, expected);
            if (!packet.first(HEADER_BYTES).equals(Bytes.of(expected, 0, HEADER_BYTES))) {
                throw new IllegalArgumentException(
                        "a packet that is not number %d of an answer".formatted(next));
            }
            int at = HEADER_BYTES;
            if (next == 0) {
                begin((packet.at(at) & 0xff) << 8 | (packet.at(at + 1) & 0xff));
                at += LENGTH_BYTES;
            }
            int end = Math.min(PACKET_BYTES, at + message.length - filled);
            packet.slice(at, end).copyTo(message, filled);
            filled += end - at;
            next++;
            return filled == message.length ? Optional.of(Bytes.of(message)) : Optional.empty();
        }

        private void begin(int length) {
            if (length > Transport.ANSWER_BYTES_MAX) {
                throw new IllegalArgumentException("an answer of " + length + " bytes");
            }
            message = new byte[length];
        }
    }
}
