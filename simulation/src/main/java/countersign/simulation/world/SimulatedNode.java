package countersign.simulation.world;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.DelimitedMessages;
import countersign.connection.PeerException;
import countersign.connection.secret.ConnectionKey;
import countersign.connection.secret.KeyExchange;
import countersign.connection.secret.SecretConnection;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Query;
import countersign.harness.wire.QueryEncoder;
import countersign.simulation.clockwork.Life;
import countersign.simulation.clockwork.Rates;
import countersign.simulation.link.Line;
import countersign.simulation.link.Port;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A validator node of one seat: lets a signer in, one at a time, and asks.
final class SimulatedNode {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final Duration HANDSHAKE_MAX = Duration.ofSeconds(3);
    private static final long THINK_NANOS_MAX = 300_000_000L;
    private static final ConnectionKey KEY =
            ConnectionKey.ofSeed(
                    SecretBytes.take(
                            "the identity of every fake node."
                                    .getBytes(StandardCharsets.US_ASCII)));

    private final Engine engine;
    private final Seat seat;
    private final Line line;
    private final Port port;
    private final Dialect dialect;
    private final Script script;
    private long answers;
    private boolean content;

    SimulatedNode(Engine engine, Seat seat, Line line, Life life) {
        this.engine = engine;
        this.seat = seat;
        this.line = line;
        this.port = new Port(engine.clockwork(), life);
        Dialect[] dialects = Dialect.values();
        this.dialect = dialects[engine.chance().below(dialects.length)];
        this.script = new Script(engine, seat, dialect);
    }

    Seat seat() {
        return seat;
    }

    Line line() {
        return line;
    }

    Port port() {
        return port;
    }

    /// How many answers of any kind have come.
    long answers() {
        return answers;
    }

    /// Has nothing more to ask.
    void contentItself() {
        content = true;
    }

    /// For ever, on a strand of its own.
    void run() {
        while (true) {
            try (Connection raw = port.accept();
                    Connection connection = line.isSealed() ? sealed(raw) : raw) {
                converse(new DelimitedMessages(connection, dialect.answerBytesMax()));
            } catch (PeerException broken) {
                engine.clockwork().yieldTurn();
            }
        }
    }

    private Connection sealed(Connection raw) throws PeerException {
        KeyExchange exchange = KeyExchange.begin(KEY, engine.chance().secure());
        return SecretConnection.establish(raw, exchange, in(HANDSHAKE_MAX));
    }

    /// Answers that were not waited for come first and are dropped.
    private void converse(DelimitedMessages messages) throws PeerException {
        int owed = 0;
        while (true) {
            engine.clockwork().sleep(engine.chance().between(0, THINK_NANOS_MAX));
            engine.clockwork().rest(() -> !content, Long.MAX_VALUE);
            Bytes request = encoded(script.next());
            Rates rates = engine.weather().rates();
            if (engine.strikes(rates.lost())) {
                continue;
            }
            int copies = engine.strikes(rates.duplicated()) ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                messages.send(request, in(ANSWER_MAX));
                owed++;
            }
            if (owed < Witness.WAITING_MAX / 2 && engine.strikes(rates.lost())) {
                continue;
            }
            for (; owed > 0; owed--) {
                messages.receive(in(ANSWER_MAX));
                answers++;
            }
        }
    }

    private Bytes encoded(Query query) {
        Bytes request = QueryEncoder.encode(query, dialect);
        seat.asks(request, query);
        return request;
    }

    private Deadline in(Duration limit) {
        return Deadline.after(limit, engine.clockwork());
    }
}
