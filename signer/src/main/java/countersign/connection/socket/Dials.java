package countersign.connection.socket;

import countersign.connection.PeerException;

import java.util.concurrent.locks.ReentrantLock;

/// The dials of one dialer, one at a time, until they are cancelled for good.
final class Dials {
    private final ReentrantLock lock = new ReentrantLock();
    private DialAttempt current = new DialAttempt();
    private boolean cancelled;

    /// The next dial. Throws with `CLOSED_BY_US` after [#cancel].
    DialAttempt begin() throws PeerException {
        lock.lock();
        try {
            if (cancelled) {
                throw DialAttempt.cancelled();
            }
            current = new DialAttempt();
            return current;
        } finally {
            lock.unlock();
        }
    }

    /// Ends the dial in progress and lets none begin any more.
    void cancel() {
        lock.lock();
        try {
            cancelled = true;
            current.cancel();
        } finally {
            lock.unlock();
        }
    }
}
