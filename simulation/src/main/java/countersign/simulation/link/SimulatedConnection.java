package countersign.simulation.link;

import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.simulation.clockwork.Life;

import java.util.Arrays;

/// One end of a connection. Every read and write is a turn; a dead process reads and writes
/// nothing.
final class SimulatedConnection implements Connection {
    private final Line line;
    private final Life life;
    private final Pipe incoming;
    private final Pipe outgoing;
    private boolean closed;

    private SimulatedConnection(Line line, Life life, Pipe incoming, Pipe outgoing) {
        this.line = line;
        this.life = life;
        this.incoming = incoming;
        this.outgoing = outgoing;
    }

    /// Two ends of one connection.
    record Pair(SimulatedConnection signerEnd, SimulatedConnection nodeEnd) {}

    static Pair over(Line line, Life signer, Life node) {
        Pipe there = new Pipe(signer, line);
        Pipe back = new Pipe(node, line);
        return new Pair(
                new SimulatedConnection(line, signer, back, there),
                new SimulatedConnection(line, node, there, back));
    }

    @Override
    public int read(byte[] target, int offset, int length, Deadline deadline) throws PeerException {
        line.clockwork()
                .rest(() -> closed || isReadable() || incoming.isSeenToEnd(), deadline.atNanos());
        requireOpen();
        if (isReadable()) {
            int wanted = line.chance().in(0.1) ? 1 + line.chance().below(length) : length;
            return incoming.take(target, offset, wanted);
        }
        if (incoming.isSeenToEnd()) {
            throw new PeerException(PeerFault.CLOSED, "the peer closed", "");
        }
        throw new PeerException(PeerFault.TIMED_OUT, "no bytes in time", "");
    }

    @Override
    public void write(byte[] source, int offset, int length, Deadline deadline)
            throws PeerException {
        line.clockwork()
                .rest(() -> closed || outgoing.hasRoom() || outgoing.isEnded(), deadline.atNanos());
        requireOpen();
        if (outgoing.isEnded()) {
            throw new PeerException(PeerFault.CLOSED, "the peer closed", "");
        }
        if (!outgoing.hasRoom()) {
            throw new PeerException(PeerFault.TIMED_OUT, "no room in time", "");
        }
        byte[] content = Arrays.copyOfRange(source, offset, offset + length);
        line.garble(content);
        if (line.isCutNow()) {
            send(Arrays.copyOf(content, line.chance().below(length)));
            outgoing.end();
            incoming.end();
            throw new PeerException(PeerFault.CLOSED, "the connection was reset", "");
        }
        send(content);
    }

    @Override
    public void close() {
        closed = true;
        if (!life.isDead()) {
            outgoing.end();
            incoming.end();
        }
    }

    private void send(byte[] content) {
        if (content.length > 0) {
            line.clockwork().expect(outgoing.put(content, line.arrival()));
        }
    }

    private boolean isReadable() {
        return incoming.isReadable(line.clockwork().nanos());
    }

    private void requireOpen() throws PeerException {
        if (closed) {
            throw new PeerException(PeerFault.CLOSED_BY_US, "closed by us", "");
        }
    }
}
