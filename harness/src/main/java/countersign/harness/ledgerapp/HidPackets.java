package countersign.harness.ledgerapp;

import countersign.bytes.Bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a device puts a message into packets of 64 bytes and finds it in them: channel `0101`, tag
/// `05`, a counter of two bytes, in the first packet the length in two bytes, zeros at the end.
public final class HidPackets {
    /// The bytes of a packet.
    public static final int PACKET_BYTES = 64;

    private static final int HEADER_BYTES = 5;

    private byte[] message = new byte[0];
    private int expected = -1;
    private int next;

    /// Nothing received yet.
    public HidPackets() {}

    /// A message in packets.
    public static List<Bytes> of(Bytes message) {
        Bytes rest =
                Bytes.of((byte) (message.length() >> 8), (byte) message.length()).concat(message);
        List<Bytes> packets = new ArrayList<>();
        while (!rest.isEmpty()) {
            byte[] packet = new byte[PACKET_BYTES];
            header(packets.size()).copyTo(packet, 0);
            Bytes part = rest.first(PACKET_BYTES - HEADER_BYTES);
            part.copyTo(packet, HEADER_BYTES);
            packets.add(Bytes.of(packet));
            rest = rest.slice(part.length(), rest.length());
        }
        return packets;
    }

    /// One more packet; the message where it was the last one. Throws `IllegalArgumentException`
    /// for a packet that cannot come next.
    public Optional<Bytes> add(Bytes packet) {
        if (packet.length() != PACKET_BYTES || !packet.first(HEADER_BYTES).equals(header(next))) {
            throw new IllegalArgumentException("not packet " + next + ": " + packet);
        }
        int from = HEADER_BYTES;
        if (next == 0) {
            expected = (packet.at(from) & 0xff) << 8 | (packet.at(from + 1) & 0xff);
            from += 2;
        }
        next++;
        Bytes sofar = Bytes.of(message).concat(packet.slice(from, PACKET_BYTES)).first(expected);
        message = sofar.toArray();
        if (message.length < expected) {
            return Optional.empty();
        }
        next = 0;
        message = new byte[0];
        return Optional.of(sofar);
    }

    private static Bytes header(int counter) {
        return Bytes.of((byte) 1, (byte) 1, (byte) 5, (byte) (counter >> 8), (byte) counter);
    }
}
