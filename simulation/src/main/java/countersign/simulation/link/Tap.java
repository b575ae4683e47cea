package countersign.simulation.link;

import countersign.bytes.Bytes;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.simulation.clockwork.Life;

import java.io.ByteArrayOutputStream;

/// A connection that tells what goes through it, message by message.
final class Tap implements Connection {
    private final Connection inner;
    private final Life life;
    private final Overhearing overhearing;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

    Tap(Connection inner, Life life, Overhearing overhearing) {
        this.inner = inner;
        this.life = life;
        this.overhearing = overhearing;
        overhearing.begins();
    }

    @Override
    public int read(byte[] target, int offset, int length, Deadline deadline) throws PeerException {
        int count = inner.read(target, offset, length, deadline);
        partial.write(target, offset, count);
        tellWholeMessages();
        return count;
    }

    /// The signer sends every message in one write.
    @Override
    public void write(byte[] source, int offset, int length, Deadline deadline)
            throws PeerException {
        life.requireAlive();
        Bytes message = Bytes.of(source, offset, length);
        overhearing.writes(message.slice(message.length() - bodyBytes(message), message.length()));
        inner.write(source, offset, length, deadline);
        overhearing.hasWritten();
    }

    @Override
    public void close() {
        inner.close();
    }

    private void tellWholeMessages() {
        Bytes rest = Bytes.of(partial.toByteArray());
        int prefix = prefixBytes(rest);
        while (prefix > 0 && rest.length() - prefix >= bodyBytes(rest)) {
            int end = prefix + bodyBytes(rest);
            overhearing.reads(rest.slice(prefix, end));
            rest = rest.slice(end, rest.length());
            prefix = prefixBytes(rest);
        }
        partial.reset();
        partial.writeBytes(rest.toArray());
    }

    /// How long the length in front is, or 0 where it is not all there.
    private static int prefixBytes(Bytes message) {
        for (int i = 0; i < message.length(); i++) {
            if (message.at(i) >= 0) {
                return i + 1;
            }
        }
        return 0;
    }

    /// What the length in front says.
    private static int bodyBytes(Bytes message) {
        int length = 0;
        for (int i = 0; i < prefixBytes(message); i++) {
            length |= (message.at(i) & 0x7F) << (7 * i);
        }
        return length;
    }
}
