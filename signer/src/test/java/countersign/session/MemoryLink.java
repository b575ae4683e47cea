package countersign.session;

import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Two ends of a stream without a network.
final class MemoryLink {
    private final Pipe toSigner = new Pipe();
    private final Pipe toNode = new Pipe();

    final Connection signerEnd = new End(toSigner, toNode);
    final Connection nodeEnd = new End(toNode, toSigner);

    private record End(Pipe in, Pipe out) implements Connection {
        @Override
        public int read(byte[] target, int offset, int length, Deadline deadline)
                throws PeerException {
            return in.read(target, offset, length, deadline);
        }

        @Override
        public void write(byte[] source, int offset, int length, Deadline deadline)
                throws PeerException {
            out.write(source, offset, length);
        }

        @Override
        public void close() {
            in.close();
            out.close();
        }
    }

    private static final class Pipe {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final ArrayDeque<Byte> bytes = new ArrayDeque<>();
        private boolean closed;

        int read(byte[] target, int offset, int length, Deadline deadline) throws PeerException {
            lock.lock();
            try {
                while (bytes.isEmpty()) {
                    if (closed) {
                        throw new PeerException(PeerFault.CLOSED, "the link was closed", "");
                    }
                    if (changed.awaitNanos(deadline.remaining().toNanos()) <= 0) {
                        throw new PeerException(PeerFault.TIMED_OUT, "nothing came in time", "");
                    }
                }
                int count = Math.min(length, bytes.size());
                for (int i = 0; i < count; i++) {
                    target[offset + i] = bytes.remove();
                }
                return count;
            } catch (InterruptedException e) {
                throw new PeerException(PeerFault.CLOSED_BY_US, "interrupted", "", e);
            } finally {
                lock.unlock();
            }
        }

        void write(byte[] source, int offset, int length) throws PeerException {
            lock.lock();
            try {
                if (closed) {
                    throw new PeerException(PeerFault.CLOSED, "the link was closed", "");
                }
                for (int i = 0; i < length; i++) {
                    bytes.add(source[offset + i]);
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void close() {
            lock.lock();
            try {
                closed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
