package countersign.connection;

import countersign.bytes.Bytes;
import countersign.bytes.Check;

/// Length-delimited messages over a connection: an unsigned varint of the length, then the body, as
/// CometBFT's `libs/protoio` writes them on every transport.
///
/// Reads ahead into a buffer of its own, so one connection belongs to one of these. One receiver
/// and one sender at a time. After an exception the connection is of no use.
public final class DelimitedMessages {
    private static final int PREFIX_BYTES_MAX = 10;
    private static final int READ_AHEAD_BYTES = 4096;

    private final Connection connection;
    private final int bytesMax;
    private final byte[] ahead = new byte[READ_AHEAD_BYTES];
    private int next;
    private int end;

    /// A message from the peer has at most `bytesMax` bytes, its length not counted.
    public DelimitedMessages(Connection connection, int bytesMax) {
        Check.that(bytesMax >= 0, "a limit is not negative");
        this.connection = connection;
        this.bytesMax = bytesMax;
    }

    /// The next message, which may be empty; all of it has come by `deadline`. Throws
    /// [PeerException] with `MALFORMED` for a length that is no varint or over the limit, else as
    /// [Connection#read] does.
    public Bytes receive(Deadline deadline) throws PeerException {
        int length = receiveLength(deadline);
        if (length <= end - next) {
            Bytes body = Bytes.of(ahead, next, length);
            next += length;
            return body;
        }
        byte[] body = new byte[length];
        int have = end - next;
        System.arraycopy(ahead, next, body, 0, have);
        next = end;
        while (have < length) {
            have += connection.read(body, have, length - have, deadline);
        }
        return Bytes.of(body);
    }

    /// Sends length and body in one write.
    public void send(Bytes body, Deadline deadline) throws PeerException {
        byte[] message = new byte[PREFIX_BYTES_MAX + body.length()];
        int prefix = 0;
        int rest = body.length();
        while (rest > 0x7F) {
            message[prefix++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        message[prefix++] = (byte) rest;
        body.copyTo(message, prefix);
        connection.write(message, 0, prefix + body.length(), deadline);
    }

    private int receiveLength(Deadline deadline) throws PeerException {
        long length = 0;
        for (int i = 0; i < PREFIX_BYTES_MAX; i++) {
            byte digit = receiveByte(deadline);
            long bits = digit & 0x7F;
            // The tenth digit has the 64th bit only; a set one is over any limit.
            if (i == PREFIX_BYTES_MAX - 1 ? bits != 0 : length + (bits << (7 * i)) > bytesMax) {
                throw malformed("it announced a message of more than " + bytesMax + " bytes");
            }
            length += bits << (7 * i);
            if (digit >= 0) {
                return (int) length;
            }
        }
        throw malformed("it sent a message length of more than " + PREFIX_BYTES_MAX + " bytes");
    }

    private byte receiveByte(Deadline deadline) throws PeerException {
        if (next == end) {
            end = connection.read(ahead, 0, ahead.length, deadline);
            next = 0;
        }
        return ahead[next++];
    }

    private static PeerException malformed(String why) {
        return new PeerException(
                PeerFault.MALFORMED,
                "the peer broke the protocol: " + why,
                "is the address the node's priv_validator_laddr, and not another of its ports?");
    }
}
