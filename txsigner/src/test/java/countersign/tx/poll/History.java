package countersign.tx.poll;

import countersign.consensus.ChainId;
import countersign.tx.journal.Journal;
import countersign.tx.journal.JournalException;
import countersign.tx.policy.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One world from its beginning to its end, with as many processes of a signer as it takes; and
/// what must hold of it.
final class History {
    static final long STEPS = 200;
    static final long KIND_FROM = 60;

    /// Long enough for everything that is on its way to settle.
    private static final long SETTLED_STEPS = 60;

    private static final int PROCESSES_MAX = 1000;

    /// What works until the world ends, or dies with a [Crash].
    interface Life {
        void run() throws InterruptedException;
    }

    /// Who signs.
    interface Signer {
        Life start(TxPorts ports, TxEvents events, World world);
    }

    final World world;
    final MemoryLines lines;
    final SimulatedNode node;
    final SimulatedService service;
    final List<TxEvent> events = new ArrayList<>();
    private final boolean timeouts;

    History(Choices choices, boolean timeouts, boolean smooth) {
        this.world = new World(choices, STEPS, KIND_FROM);
        this.lines = new MemoryLines(world);
        this.node = new SimulatedNode(world, lines, !timeouts);
        this.service = new SimulatedService(world, smooth);
        this.timeouts = timeouts;
    }

    History run() {
        return run(
                (ports, said, time) ->
                        new TxSigner(
                                        settings(),
                                        ports,
                                        said,
                                        time,
                                        InstantSource.fixed(Instant.EPOCH))
                                ::run);
    }

    History run(Signer signer) {
        for (int process = 0; process < PROCESSES_MAX; process++) {
            try {
                signer.start(ports(), events::add, world).run();
                return this;
            } catch (Crash died) {
                lines.die();
            } catch (InterruptedException | JournalException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("a world that never ends");
    }

    TxSettings settings() {
        return new TxSettings(
                new ChainId("sim-1"),
                new LineFormat(timeouts),
                (_, _, _) -> new Verdict.Allowed(List.of()),
                "sim1account",
                Optional.of(World.NUMBER),
                new TxSettings.Interval(4, Duration.ZERO),
                8);
    }

    /// All that is wrong with what happened; nothing in a world without a fault of ours.
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Long> asked : service.asked.entrySet()) {
            String id = asked.getKey();
            int executed = world.executions.getOrDefault(id, 0);
            int failed = world.failures.getOrDefault(id, 0);
            if (executed + failed > 1) {
                problems.add(id + " was executed " + (executed + failed) + " times");
            }
            boolean late = asked.getValue() > STEPS - SETTLED_STEPS;
            boolean kind = asked.getValue() > KIND_FROM + SETTLED_STEPS / 2;
            if (kind && !late && !id.endsWith("refused") && executed + failed != 1) {
                problems.add(id + " was never executed in a kind world");
            }
        }
        if (service.asked.values().stream().noneMatch(at -> at > KIND_FROM + SETTLED_STEPS / 2)) {
            problems.add("the signer is stuck in a kind world");
        }
        return problems;
    }

    private TxPorts ports() throws JournalException {
        Journal journal =
                Journal.open(
                        lines,
                        new ChainId("sim-1"),
                        "sim1account",
                        InstantSource.fixed(Instant.EPOCH),
                        4000);
        return new TxPorts(node, service, AccountKey.signer(), journal, Optional.empty());
    }
}
