package countersign.simulation.world;

import countersign.bytes.Check;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.guard.Mark;
import countersign.guard.StateFile;
import countersign.harness.node.Blocks;
import countersign.simulation.Outcome;
import countersign.simulation.Tally;
import countersign.simulation.clockwork.Chance;
import countersign.simulation.clockwork.Clockwork;
import countersign.simulation.clockwork.Life;
import countersign.simulation.clockwork.Rates;
import countersign.simulation.clockwork.Weather;
import countersign.simulation.disk.Device;
import countersign.simulation.link.Line;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Chains, machines, signers and nodes as the seed will have them, and their story: turns with
/// faults, then turns without, in which every seat must sign again.
final class World {
    private static final int CHAINS_MAX = 3;
    private static final int SIGNERS_MAX = 5;
    private static final int DEVICES_MAX = 3;
    private static final int NODES_MAX = 4;
    private static final int ALL_NODES_MAX = 8;
    private static final long CALM_NANOS_MAX = 60_000_000_000L;
    private static final int CALM_STEPS_MAX = 20_000;

    private final long seed;
    private final Engine engine;
    private final Life nodeLife = new Life("nodes");
    private final List<Seat> seats = new ArrayList<>();
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<SignerProcess> signers = new ArrayList<>();
    private final Operator operator;
    private final Mishaps mishaps;

    World(long seed, Consumer<String> trace) {
        this.seed = seed;
        Chance chance = new Chance(seed);
        History history = new History(trace);
        Clockwork clockwork = new Clockwork(chance, bug -> history.breaks("bug", bug.toString()));
        Rates rates = Rates.draw(chance);
        this.engine = new Engine(clockwork, chance, new Weather(rates), history);
        history.tell("seed " + seed + " with " + rates);
        populate();
        this.operator = new Operator(engine, signers);
        this.mishaps = new Mishaps(engine, signers, nodes, operator);
    }

    /// Plays it to its end, or to the first promise broken.
    Outcome play(int steps) {
        signers.forEach(SignerProcess::start);
        nodes.forEach(node -> engine.clockwork().start("node", nodeLife, node::run));
        for (int i = 0; i < steps && goesOn(); i++) {
            mishaps.strike();
            turn();
        }
        if (goesOn()) {
            calmDown();
        }
        end();
        Tally tally =
                new Tally(
                        1,
                        engine.history().step(),
                        engine.history().signatures(),
                        mishaps.crashes(),
                        engine.weather().faults(),
                        operator.rollbacks());
        return new Outcome(seed, tally, engine.history().broken(), engine.history().hash());
    }

    private boolean goesOn() {
        return engine.history().broken().isEmpty();
    }

    private void turn() {
        operator.look();
        engine.history().nextStep(engine.clockwork().nanos());
        if (!engine.clockwork().step()) {
            engine.history().breaks("standstill", "nothing will ever happen again");
        }
    }

    /// The faults stop. Every seat must sign something new, and every node must be answered, within
    /// the bound.
    private void calmDown() {
        engine.history().tell("calm");
        engine.weather().calmDown();
        nodes.forEach(node -> node.line().heal());
        signers.forEach(signer -> signer.life().pauseUntil(Long.MIN_VALUE));
        seats.forEach(World::catchUp);
        Map<Seat, Long> signed = new HashMap<>();
        seats.forEach(seat -> signed.put(seat, seat.signatures()));
        Map<SimulatedNode, Long> answered = new HashMap<>();
        nodes.forEach(node -> answered.put(node, node.answers()));
        long latest = engine.clockwork().nanos() + CALM_NANOS_MAX;
        int turns = 0;
        while (goesOn() && !isLively(signed, answered)) {
            turn();
            turns++;
            if (engine.clockwork().nanos() > latest || turns > CALM_STEPS_MAX) {
                engine.history().breaks("liveness", "not all sign again: " + seats);
            }
        }
    }

    /// Whether every node was answered and its seat has signed since. Who has both asks no more.
    private boolean isLively(Map<Seat, Long> signed, Map<SimulatedNode, Long> answered) {
        boolean lively = true;
        for (SimulatedNode node : nodes) {
            boolean has =
                    node.answers() > answered.getOrDefault(node, 0L)
                            && node.seat().signatures() > signed.getOrDefault(node.seat(), 0L);
            if (has) {
                node.contentItself();
            }
            lively &= has;
        }
        return lively;
    }

    /// The chain goes on above whatever may have been marked.
    private static void catchUp(Seat seat) {
        long marked = seat.held().place().map(Hrs::height).orElse(0L);
        long released = seat.highestEver().map(Hrs::height).orElse(0L);
        seat.chain().reach(2 + Math.max(marked, released));
    }

    private void end() {
        signers.forEach(signer -> signer.life().end());
        nodeLife.end();
        engine.clockwork().unwind();
    }

    private void populate() {
        Chance chance = engine.chance();
        List<ChainView> chains = new ArrayList<>();
        for (int i = 0; i <= chance.below(CHAINS_MAX); i++) {
            chains.add(new ChainView(new ChainId("simulated-" + i), new Blocks(seed + i)));
        }
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i <= chance.below(DEVICES_MAX); i++) {
            devices.add(new Device(engine.clockwork(), chance, engine.weather()));
        }
        double sealed = chance.rate(1) * chance.rate(1);
        int wanted = 1 + chance.below(SIGNERS_MAX);
        for (int i = 0; i < wanted && nodes.size() < ALL_NODES_MAX; i++) {
            signers.add(signer("signer-" + i, chance.pick(devices), chains, sealed));
        }
    }

    private SignerProcess signer(
            String name, Device device, List<ChainView> chains, double sealed) {
        List<SimulatedNode> own = new ArrayList<>();
        int first = engine.chance().below(chains.size());
        int count = 1 + engine.chance().below(Math.min(2, chains.size()));
        for (int i = 0; i < count; i++) {
            Seat seat = seat(chains.get((first + i) % chains.size()), device, seats.size());
            seats.add(seat);
            int links =
                    1
                            + Math.min(
                                    engine.chance().below(NODES_MAX),
                                    engine.chance().below(NODES_MAX));
            for (int link = 0; link < links; link++) {
                boolean encrypted = engine.chance().in(sealed);
                Line line =
                        new Line(engine.clockwork(), engine.chance(), engine.weather(), encrypted);
                own.add(new SimulatedNode(engine, seat, line, nodeLife));
            }
        }
        nodes.addAll(own);
        return new SignerProcess(engine, name, device, own);
    }

    private Seat seat(ChainView chain, Device device, int number) {
        SimulatedKey key =
                new SimulatedKey(number, engine.clockwork(), engine.chance(), engine.weather());
        Check.that(number < SimulatedKey.KEYS, "there is a key for every seat");
        String name = "seat-" + number;
        byte[] empty = StateFile.created(chain.id(), key.publicKey(), new Mark.Unsigned());
        return new Seat(name, chain, key, device.file(name, empty), engine.history());
    }
}
