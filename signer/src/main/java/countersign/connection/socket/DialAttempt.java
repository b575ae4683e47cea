package countersign.connection.socket;

import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.concurrent.locks.ReentrantLock;

/// One dial in progress: what another thread has to do to end it.
final class DialAttempt {
    private final ReentrantLock lock = new ReentrantLock();
    private Runnable ending = () -> {};
    private boolean cancelled;

    /// Connects `channel`, which is closed where that fails. Throws `IOException` for what the
    /// system says, `PeerException` with `TIMED_OUT` or `CLOSED_BY_US` for the rest.
    SocketConnection connect(SocketChannel channel, SocketAddress address, Deadline deadline)
            throws IOException, PeerException {
        SocketConnection connection = SocketConnection.unconnected(channel);
        try {
            endedBy(connection::close);
            connection.connect(address, deadline);
            return connection;
        } catch (IOException | PeerException e) {
            connection.close();
            throw e;
        } catch (UnsupportedAddressTypeException e) {
            connection.close();
            throw new IOException("this machine has no IPv6", e);
        }
    }

    /// From now on `ending` is what ends the attempt. Where it is cancelled already, runs it and
    /// throws with `CLOSED_BY_US`.
    void endedBy(Runnable ending) throws PeerException {
        lock.lock();
        try {
            this.ending = ending;
            if (cancelled) {
                ending.run();
                throw cancelled();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The dial has succeeded: nothing ends it any more. Throws where it is cancelled already.
    void succeed() throws PeerException {
        endedBy(() -> {});
    }

    void cancel() {
        lock.lock();
        try {
            cancelled = true;
            ending.run();
        } finally {
            lock.unlock();
        }
    }

    static PeerException cancelled() {
        return new PeerException(PeerFault.CLOSED_BY_US, "the dial was cancelled", "");
    }
}
