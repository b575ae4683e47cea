package countersign.harness.hostile;

import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;

/// Closes the connection under it at an exact byte. One thread at a time.
final class CutConnection implements Connection {
    private final Connection inner;
    private long writable;
    private long readable;

    CutConnection(Connection inner, Cut cut) {
        this.inner = inner;
        this.writable = cut.writtenMax();
        this.readable = cut.readMax();
    }

    @Override
    public int read(byte[] target, int offset, int length, Deadline deadline) throws PeerException {
        if (readable == 0) {
            throw cut();
        }
        int read = inner.read(target, offset, (int) Math.min(length, readable), deadline);
        readable -= read;
        return read;
    }

    @Override
    public void write(byte[] source, int offset, int length, Deadline deadline)
            throws PeerException {
        int written = (int) Math.min(length, writable);
        if (written > 0) {
            inner.write(source, offset, written, deadline);
            writable -= written;
        }
        if (written < length) {
            throw cut();
        }
    }

    @Override
    public void close() {
        inner.close();
    }

    private PeerException cut() {
        close();
        return new PeerException(PeerFault.CLOSED_BY_US, "the connection was cut here", "");
    }
}
