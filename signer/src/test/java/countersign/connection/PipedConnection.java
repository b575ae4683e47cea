package countersign.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// One end of a connection in memory, with 64 KiB of room in either direction. Behaves as a socket
/// does: what was sent before a close still arrives.
public final class PipedConnection implements Connection {
    private static final int ROOM_BYTES = 64 * 1024;
    // The deadline's ticker may not be the clock that a thread waits by.
    private static final long LOOK_NANOS = Duration.ofMillis(2).toNanos();

    private final Pipe incoming;
    private final Pipe outgoing;
    private volatile boolean closed;

    private PipedConnection(Pipe incoming, Pipe outgoing) {
        this.incoming = incoming;
        this.outgoing = outgoing;
    }

    /// Two ends of one connection.
    public record Pair(PipedConnection left, PipedConnection right) implements AutoCloseable {
        @Override
        public void close() {
            left.close();
            right.close();
        }
    }

    public static Pair pair() {
        Pipe one = new Pipe();
        Pipe other = new Pipe();
        return new Pair(new PipedConnection(one, other), new PipedConnection(other, one));
    }

    @Override
    public int read(byte[] target, int offset, int length, Deadline deadline) throws PeerException {
        int count = incoming.read(target, offset, length, deadline, this);
        requireOpen();
        return count;
    }

    @Override
    public void write(byte[] source, int offset, int length, Deadline deadline)
            throws PeerException {
        int at = offset;
        while (at < offset + length) {
            requireOpen();
            at += outgoing.write(source, at, offset + length - at, deadline, this);
        }
    }

    @Override
    public void close() {
        closed = true;
        incoming.end();
        outgoing.end();
    }

    private void requireOpen() throws PeerException {
        if (closed) {
            throw new PeerException(PeerFault.CLOSED_BY_US, "closed by us", "");
        }
    }

    private static final class Pipe {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final byte[] ring = new byte[ROOM_BYTES];
        private long read;
        private long written;
        private boolean ended;

        int read(byte[] target, int offset, int length, Deadline deadline, PipedConnection reader)
                throws PeerException {
            lock.lock();
            try {
                awaitThat(() -> read < written || ended, deadline);
                reader.requireOpen();
                if (read == written) {
                    throw new PeerException(PeerFault.CLOSED, "the peer closed", "");
                }
                int count = (int) Math.min(length, written - read);
                for (int i = 0; i < count; i++) {
                    target[offset + i] = ring[(int) (read++ % ROOM_BYTES)];
                }
                changed.signalAll();
                return count;
            } finally {
                lock.unlock();
            }
        }

        int write(byte[] source, int offset, int length, Deadline deadline, PipedConnection writer)
                throws PeerException {
            lock.lock();
            try {
                awaitThat(() -> written - read < ROOM_BYTES || ended, deadline);
                writer.requireOpen();
                if (ended) {
                    throw new PeerException(PeerFault.CLOSED, "the peer closed", "");
                }
                int count = (int) Math.min(length, ROOM_BYTES - (written - read));
                for (int i = 0; i < count; i++) {
                    ring[(int) (written++ % ROOM_BYTES)] = source[offset + i];
                }
                changed.signalAll();
                return count;
            } finally {
                lock.unlock();
            }
        }

        void end() {
            lock.lock();
            try {
                ended = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void awaitThat(BooleanSupplier ready, Deadline deadline) throws PeerException {
            try {
                while (!ready.getAsBoolean()) {
                    if (deadline.hasPassed()) {
                        throw new PeerException(PeerFault.TIMED_OUT, "no bytes in time", "");
                    }
                    boolean _ = changed.await(LOOK_NANOS, TimeUnit.NANOSECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PeerException(PeerFault.CLOSED_BY_US, "interrupted", "", e);
            }
        }
    }
}
