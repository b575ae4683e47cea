package countersign.simulation.world;

import countersign.bytes.SecretBytes;
import countersign.connection.secret.ConnectionKey;
import countersign.event.Event;
import countersign.event.LinkName;
import countersign.guard.Guard;
import countersign.guard.RawSigning;
import countersign.guard.StateFile;
import countersign.guard.StoreException;
import countersign.keyring.ConsensusSigner;
import countersign.session.LinkSettings;
import countersign.session.Session;
import countersign.session.Supervisor;
import countersign.session.Validator;
import countersign.simulation.clockwork.Life;
import countersign.simulation.disk.Device;
import countersign.simulation.link.SimulatedDialer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/// One signer on one machine, with the seats that are its own: the real rooms, put together as the
/// program does it, started again and again.
final class SignerProcess {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ConnectionKey KEY =
            ConnectionKey.ofSeed(
                    SecretBytes.take(
                            "the identity of every one signer"
                                    .getBytes(StandardCharsets.US_ASCII)));

    private final Engine engine;
    private final String name;
    private final Device device;
    private final List<SimulatedNode> nodes;
    private final List<Seat> seats;
    private final List<Supervisor> supervisors = new ArrayList<>();
    private Life life;
    private int linksEnded;

    SignerProcess(Engine engine, String name, Device device, List<SimulatedNode> nodes) {
        this.engine = engine;
        this.name = name;
        this.device = device;
        this.nodes = nodes;
        this.seats = nodes.stream().map(SimulatedNode::seat).distinct().toList();
        this.life = new Life(name);
        life.end();
    }

    List<Seat> seats() {
        return seats;
    }

    Device device() {
        return device;
    }

    Life life() {
        return life;
    }

    boolean isDown() {
        return life.isDead();
    }

    boolean isPoisoned() {
        return !isDown() && seats.stream().anyMatch(Seat::isPoisoned);
    }

    /// Starts it: all of its states open, or it ends.
    void start() {
        life = new Life(name);
        supervisors.clear();
        linksEnded = 0;
        device.runs(life);
        seats.forEach(seat -> seat.startsWith(life));
        engine.history().tell(name + " starts");
        engine.clockwork().start(name, life, this::run);
    }

    /// Lets it end by itself, as SIGTERM does.
    void stop() {
        List<Supervisor> running = List.copyOf(supervisors);
        engine.history().tell(name + " is stopped");
        engine.clockwork().start(name + " stop", life, () -> running.forEach(Supervisor::stop));
    }

    /// Kills it without a word; what it wrote is the system's to keep.
    void kill() {
        engine.history().tell(name + " is killed");
        life.end();
    }

    @Override
    public String toString() {
        return name;
    }

    private void run() {
        Life mine = life;
        Map<Seat, Validator> validators = new LinkedHashMap<>();
        try {
            for (Seat seat : seats) {
                validators.put(seat, validator(seat, mine));
            }
            serve(validators, mine);
        } catch (StoreException e) {
            engine.history().tell(name + " does not start: " + e.what());
        }
        validators.values().forEach(validator -> validator.guard().close());
        mine.end();
    }

    private Validator validator(Seat seat, Life mine) throws StoreException {
        StateFile state = new Opening(seat, mine).open();
        Guard guard =
                new Guard(
                        seat.chainId(),
                        seat.publicKey(),
                        new WatchedMarks(seat, state, mine),
                        RawSigning.FORBIDDEN,
                        event -> hear(seat, event));
        return new Validator(guard, new ConsensusSigner(seat.key().openedBy(mine)));
    }

    /// Until every link has ended, which they do when they are stopped.
    private void serve(Map<Seat, Validator> validators, Life mine) {
        for (SimulatedNode node : nodes) {
            Supervisor supervisor = supervisor(node, of(validators, node.seat()), mine);
            supervisors.add(supervisor);
            engine.clockwork()
                    .start(
                            name + " to " + node.seat(),
                            mine,
                            () -> {
                                supervisor.run();
                                linksEnded++;
                            });
        }
        engine.clockwork().rest(() -> linksEnded == nodes.size(), Long.MAX_VALUE);
    }

    private Supervisor supervisor(SimulatedNode node, Validator validator, Life mine) {
        Seat seat = node.seat();
        LinkSettings settings =
                new LinkSettings(
                        new LinkName(seat.chainId(), "node"), OptionalLong.empty(), true, TIMEOUT);
        return new Supervisor(
                new Session(validator, settings, event -> hear(seat, event), engine.clockwork()),
                new SimulatedDialer(node.line(), node.port(), mine, KEY, new Witness(seat)),
                "",
                event -> hear(seat, event),
                engine.clockwork(),
                engine.chance().generator());
    }

    private static Validator of(Map<Seat, Validator> validators, Seat seat) {
        return Objects.requireNonNull(validators.get(seat), "every seat is open");
    }

    private void hear(Seat seat, Event event) {
        if (event instanceof Event.ChainPoisoned poisoned) {
            engine.history().tell(seat + " is poisoned: " + poisoned.why());
            seat.poisoned();
        }
    }
}
