package countersign.simulation.link;

import countersign.bytes.Check;
import countersign.connection.Connection;
import countersign.simulation.clockwork.Clockwork;
import countersign.simulation.clockwork.Life;

import java.util.ArrayDeque;
import java.util.Deque;

/// Where a node listens for its signer.
public final class Port {
    /// Who comes when so many wait already is refused.
    public static final int BACKLOG_MAX = 4;

    private final Clockwork clockwork;
    private final Life node;
    private final Deque<Connection> backlog = new ArrayDeque<>();

    public Port(Clockwork clockwork, Life node) {
        this.clockwork = clockwork;
        this.node = node;
    }

    /// On a strand of the node: waits for the next one who dials.
    public Connection accept() {
        clockwork.rest(() -> !backlog.isEmpty(), Long.MAX_VALUE);
        return backlog.removeFirst();
    }

    boolean isFull() {
        return backlog.size() >= BACKLOG_MAX;
    }

    Life node() {
        return node;
    }

    void offer(Connection connection) {
        Check.that(!isFull(), "who finds the backlog full is refused");
        backlog.add(connection);
    }
}
