package countersign.connection.socket;

import countersign.bytes.Check;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;

/// A stream socket, TCP or unix-domain. Blocking; a watchdog closes it within 100 ms of a deadline
/// that has passed.
///
/// A thread that is interrupted in an operation, or comes to one interrupted, closes the socket
/// too: the operation throws with `CLOSED_BY_US` and the thread stays interrupted.
public final class SocketConnection implements Connection {
    // The JDK copies by way of a direct buffer of this size, which it keeps for every thread.
    private static final int IO_BYTES_MAX = 64 * 1024;

    private static final String NEXT_CLOSED =
            "if this happens again and again, the node's log says why it drops its signer";
    private static final String NEXT_TIMED_OUT =
            "a node pings its signer every few seconds: does it hang, or is the network between"
                    + " here and there broken?";

    private final SocketChannel channel;
    private final Operation reading = new Operation("nothing came from the peer in time");
    private final Operation writing =
            new Operation("the peer did not take in time what it was sent");
    private final AtomicReference<Condition> condition = new AtomicReference<>(Condition.OPEN);

    private enum Condition {
        OPEN,
        CLOSED_BY_US,
        OVERDUE
    }

    private interface Transfer {
        int run() throws IOException;
    }

    private SocketConnection(SocketChannel channel) {
        Check.that(channel.isBlocking(), "the channel is in blocking mode");
        this.channel = channel;
    }

    /// Takes over a connected channel in blocking mode, dialled or accepted.
    public static SocketConnection over(SocketChannel connected) {
        SocketConnection connection = unconnected(connected);
        connection.tune();
        return connection;
    }

    /// Takes over a channel for [#connect].
    static SocketConnection unconnected(SocketChannel channel) {
        SocketConnection connection = new SocketConnection(channel);
        Watchdog.SHARED.watch(connection);
        return connection;
    }

    /// Connects once. Throws `IOException` for what the system says, `PeerException` with
    /// `TIMED_OUT` or `CLOSED_BY_US` for the rest.
    void connect(SocketAddress address, Deadline deadline) throws IOException, PeerException {
        during(writing, deadline, () -> channel.connect(address) ? 1 : 0);
        tune();
    }

    @Override
    public int read(byte[] target, int offset, int length, Deadline deadline) throws PeerException {
        Check.that(length > 0, "there is room for what is read");
        ByteBuffer room = ByteBuffer.wrap(target, offset, Math.min(length, IO_BYTES_MAX));
        try {
            int count = during(reading, deadline, () -> channel.read(room));
            if (count < 0) {
                throw closed("the peer closed the connection");
            }
            return count;
        } catch (IOException e) {
            throw closed("the peer broke the connection (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void write(byte[] source, int offset, int length, Deadline deadline)
            throws PeerException {
        ByteBuffer rest = ByteBuffer.wrap(source, offset, length);
        try {
            during(writing, deadline, () -> writeAll(rest));
        } catch (IOException e) {
            throw closed("the peer broke the connection (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void close() {
        close(Condition.CLOSED_BY_US);
    }

    /// For the watchdog.
    void closeIfOverdue() {
        if (reading.expire() || writing.expire()) {
            close(Condition.OVERDUE);
        }
    }

    private int during(Operation operation, Deadline deadline, Transfer transfer)
            throws IOException, PeerException {
        if (!operation.begin(deadline)) {
            close(Condition.OVERDUE);
            throw timedOut(operation);
        }
        try {
            int result = transfer.run();
            if (operation.end(deadline)) {
                return result;
            }
        } catch (IOException e) {
            if (operation.end(deadline)) {
                throw whoseFault(operation, e);
            }
        }
        throw timedOut(operation);
    }

    private IOException whoseFault(Operation operation, IOException e) throws PeerException {
        return switch (condition.get()) {
            case CLOSED_BY_US -> throw closedByUs("the connection was closed on our side", e);
            case OVERDUE -> throw timedOut(operation);
            case OPEN -> {
                if (e instanceof ClosedByInterruptException) {
                    throw closedByUs("the connection was closed by an interrupt", e);
                }
                yield e;
            }
        };
    }

    private int writeAll(ByteBuffer rest) throws IOException {
        int end = rest.limit();
        int begin = rest.position();
        while (rest.position() < end) {
            rest.limit(Math.min(end, rest.position() + IO_BYTES_MAX));
            channel.write(rest);
        }
        return end - begin;
    }

    private void tune() {
        try {
            if (channel.getLocalAddress() instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            }
        } catch (IOException _) {
            // The socket is closed already, which whoever reads or writes next is told.
        }
    }

    private void close(Condition how) {
        condition.compareAndSet(Condition.OPEN, how);
        Watchdog.SHARED.forget(this);
        try {
            channel.close();
        } catch (IOException _) {
            // The descriptor is gone in any case.
        }
    }

    private static PeerException timedOut(Operation operation) {
        return new PeerException(PeerFault.TIMED_OUT, operation.overdue(), NEXT_TIMED_OUT);
    }

    private static PeerException closed(String what) {
        return new PeerException(PeerFault.CLOSED, what, NEXT_CLOSED);
    }

    private static PeerException closed(String what, IOException cause) {
        return new PeerException(PeerFault.CLOSED, what, NEXT_CLOSED, cause);
    }

    private static PeerException closedByUs(String what, IOException cause) {
        return new PeerException(PeerFault.CLOSED_BY_US, what, "", cause);
    }
}
