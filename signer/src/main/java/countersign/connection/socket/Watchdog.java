package countersign.connection.socket;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Ends socket operations that have not ended by their deadline: one daemon thread for all sockets,
/// so that reading and writing are plain blocking calls. Looks every 50 ms, and not at all while
/// there is no socket.
final class Watchdog {
    static final Watchdog SHARED = new Watchdog();

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Set<SocketConnection> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    private Watchdog() {
        thread = Thread.ofPlatform().daemon().name("socket-deadlines").start(this::watchForEver);
    }

    void watch(SocketConnection connection) {
        watched.add(connection);
        LockSupport.unpark(thread);
    }

    void forget(SocketConnection connection) {
        watched.remove(connection);
    }

    private void watchForEver() {
        while (true) {
            watched.forEach(SocketConnection::closeIfOverdue);
            // Left standing, an interrupt would keep it from ever parking again.
            Thread.interrupted();
            if (watched.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, PERIOD_NANOS);
            }
        }
    }
}
