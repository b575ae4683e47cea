package countersign.simulation.link;

import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.Dialer;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.connection.secret.ConnectionKey;
import countersign.connection.secret.KeyExchange;
import countersign.connection.secret.SecretConnection;
import countersign.simulation.clockwork.Life;

import java.util.Optional;

/// Dials a node over a line, for one process, and shakes hands as the real dialers do.
public final class SimulatedDialer implements Dialer {
    private final Line line;
    private final Port port;
    private final Life life;
    private final ConnectionKey key;
    private final Overhearing overhearing;
    private Optional<Connection> shaking = Optional.empty();
    private boolean cancelled;

    /// `overhearing` hears what goes through the connections, unencrypted.
    public SimulatedDialer(
            Line line, Port port, Life life, ConnectionKey key, Overhearing overhearing) {
        this.line = line;
        this.port = port;
        this.life = life;
        this.key = key;
        this.overhearing = overhearing;
    }

    @Override
    public Dialled dial(Deadline deadline) throws PeerException {
        line.clockwork().rest(() -> cancelled || !line.isParted(), deadline.atNanos());
        if (cancelled) {
            throw new PeerException(PeerFault.CLOSED_BY_US, "the dial was cancelled", "");
        }
        if (line.isParted()) {
            throw new PeerException(PeerFault.TIMED_OUT, "no answer in time", "");
        }
        if (port.isFull()) {
            throw new PeerException(PeerFault.REFUSED, "nobody listens", "");
        }
        SimulatedConnection.Pair pair = SimulatedConnection.over(line, life, port.node());
        port.offer(pair.nodeEnd());
        return line.isSealed()
                ? shakeHands(pair.signerEnd(), deadline)
                : new Dialled(new Tap(pair.signerEnd(), life, overhearing), "", false);
    }

    @Override
    public void cancel() {
        cancelled = true;
        shaking.ifPresent(Connection::close);
    }

    private Dialled shakeHands(Connection raw, Deadline deadline) throws PeerException {
        shaking = Optional.of(raw);
        KeyExchange exchange = KeyExchange.begin(key, line.chance().secure());
        SecretConnection secret = SecretConnection.establish(raw, exchange, deadline);
        shaking = Optional.empty();
        return new Dialled(new Tap(secret, life, overhearing), secret.peerId(), false);
    }
}
