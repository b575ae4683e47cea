package countersign.session;

import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.Dialer;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.connection.Ticker;
import countersign.event.Event;
import countersign.event.Events;
import countersign.event.LinkName;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// Keeps one link alive: dials, serves, and after a failure dials again, for ever and without
/// growing pauses. A node that starts gives its signer three seconds to be there.
///
/// [#run] is for a thread of its own, once; [#stop] is for any other.
public final class Supervisor implements Runnable {
    /// A connection that lived as long as this was no failure in a row: it is dialled again at
    /// once.
    static final Duration LONG_LIVED = Duration.ofSeconds(10);

    private static final Duration DIAL_AT_LEAST = Duration.ofSeconds(5);
    private static final Duration IN_FLIGHT_MAX = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS_MIN = 500;
    private static final long PAUSE_MILLIS_MAX = 1_000;

    private final Session session;
    private final Dialer dialer;
    private final String nodeId;
    private final Events events;
    private final Ticker ticker;
    private final RandomGenerator random;

    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private Optional<Connection> open = Optional.empty();
    private volatile Optional<Event.Disconnected> failure = Optional.empty();

    /// `nodeId` is the identity that the dialer shows to the node, and is empty where it has none.
    public Supervisor(
            Session session,
            Dialer dialer,
            String nodeId,
            Events events,
            Ticker ticker,
            RandomGenerator random) {
        this.session = session;
        this.dialer = dialer;
        this.nodeId = nodeId;
        this.events = events;
        this.ticker = ticker;
        this.random = random;
    }

    /// Returns when stopped, or where the link does not reconnect, when it broke.
    @Override
    public void run() {
        boolean again = true;
        while (again) {
            Duration pause = attempt();
            again = session.settings().reconnects() && mayGoOnAfter(pause);
        }
        events.emit(new Event.Stopped(link()));
    }

    /// Lets a request in flight be answered, for five seconds at most, closes the link and ends
    /// [#run]. Does not wait for the latter.
    public void stop() {
        lock.lock();
        try {
            stopRequested.countDown();
        } finally {
            lock.unlock();
        }
        dialer.cancel();
        session.stop(IN_FLIGHT_MAX);
        openConnection().ifPresent(Connection::close);
    }

    /// What ended a link that does not reconnect; nothing where it was stopped.
    public Optional<Event.Disconnected> failure() {
        return failure;
    }

    /// Dials once, serves until the link breaks, and says how long to wait before the next time.
    Duration attempt() {
        Duration lived = Duration.ZERO;
        try (Connection connection = connect()) {
            long since = ticker.nanos();
            try {
                session.serve(connection);
            } finally {
                lived = Duration.ofNanos(ticker.nanos() - since);
            }
        } catch (PeerException e) {
            disconnected(e);
        }
        return pauseAfter(lived, random);
    }

    /// Half a second to a second, so that many links do not come all at once; nothing after a long
    /// life.
    static Duration pauseAfter(Duration lived, RandomGenerator random) {
        return lived.compareTo(LONG_LIVED) >= 0
                ? Duration.ZERO
                : Duration.ofMillis(random.nextLong(PAUSE_MILLIS_MIN, PAUSE_MILLIS_MAX + 1));
    }

    private Connection connect() throws PeerException {
        requireGoing();
        events.emit(new Event.Dialling(link(), nodeId));
        Dialer.Dialled dialled = dialer.dial(Deadline.after(dialTimeout(), ticker));
        lock.lock();
        try {
            requireGoing();
            open = Optional.of(dialled.connection());
        } catch (PeerException e) {
            dialled.connection().close();
            throw e;
        } finally {
            lock.unlock();
        }
        events.emit(new Event.Connected(link()));
        if (!dialled.peerId().isEmpty() && !dialled.pinned()) {
            events.emit(new Event.PeerUnverified(link(), dialled.peerId()));
        }
        return dialled.connection();
    }

    private void disconnected(PeerException cause) {
        if (isStopping()) {
            return;
        }
        Event.Disconnected event = new Event.Disconnected(link(), cause.what(), cause.next());
        events.emit(event);
        if (!session.settings().reconnects()) {
            failure = Optional.of(event);
        }
    }

    /// Waits, unless stopped, and says whether to go on.
    private boolean mayGoOnAfter(Duration pause) {
        try {
            return !ticker.await(stopRequested, pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void requireGoing() throws PeerException {
        if (isStopping()) {
            throw new PeerException(PeerFault.CLOSED_BY_US, "the link is being stopped", "");
        }
    }

    private boolean isStopping() {
        return stopRequested.getCount() == 0;
    }

    private Optional<Connection> openConnection() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    private Duration dialTimeout() {
        Duration timeout = session.settings().timeout();
        return timeout.compareTo(DIAL_AT_LEAST) < 0 ? DIAL_AT_LEAST : timeout;
    }

    private LinkName link() {
        return session.settings().name();
    }
}
