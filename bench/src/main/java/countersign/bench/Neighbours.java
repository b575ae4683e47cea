package countersign.bench;

import countersign.bench.load.ChainLane;
import countersign.bench.load.Contender;
import countersign.bench.load.Pace;
import countersign.bench.load.Samples;
import countersign.bench.load.Turns;
import countersign.bench.peer.Adapter;
import countersign.bench.peer.ChainPlace;
import countersign.bench.peer.SignerProcess;
import countersign.bench.plan.Place;
import countersign.bench.plan.Stand;
import countersign.bench.plan.Timing;
import countersign.bench.report.MarkdownText;
import countersign.bench.report.Row;
import countersign.bench.report.Table;
import countersign.bench.trouble.FrozenDisk;
import countersign.bench.trouble.HostilePeer;
import countersign.bench.trouble.Neighbour;
import countersign.bench.trouble.SlowKey;
import countersign.consensus.ChainId;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Sources;
import countersign.harness.node.ValidatorNode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// What one chain notices of another's trouble: its latency beside a neighbour that is well and
/// beside the same one in trouble, in turns, in one signer.
record Neighbours(Options options, Place scratch, Sources sources, Consumer<String> out) {
    private static final ChainId MEASURED = new ChainId("measured");
    private static final Pace PACE = new Pace.Fixed(200);
    private static final Duration SLICE_MIN = Duration.ofSeconds(1);
    private static final Duration TROUBLED_BEFORE = Duration.ofMillis(100);
    private static final Duration SETTLES = Duration.ofSeconds(2);

    private interface Maker {
        Neighbour make(Path folder) throws BenchException;
    }

    void run(Collection<Adapter> adapters) throws BenchException {
        for (Adapter adapter : adapters) {
            List<Row> rows = new ArrayList<>();
            measure(adapter, "disk", folder -> FrozenDisk.make(folder, sources), rows);
            measure(adapter, "hostile", _ -> HostilePeer.make(sources), rows);
            if (adapter.name().equals("countersign")) {
                measure(adapter, "key", folder -> SlowKey.make(folder, sources), rows);
            } else {
                out.accept("SKIPPED a slow key: of the adapters only countersign takes one");
            }
            out.accept(
                    MarkdownText.of(
                            new Table(
                                    scratch.name() + ", " + adapter.name(),
                                    2,
                                    0,
                                    PACE.toString(),
                                    rows)));
        }
    }

    private void measure(Adapter adapter, String name, Maker maker, List<Row> rows)
            throws BenchException {
        Path folder = scratch.resolve(adapter.name() + "-" + name);
        try (Neighbour neighbour = maker.make(folder)) {
            measure(adapter, folder.resolve("home"), neighbour, rows);
        } catch (BenchException e) {
            out.accept("SKIPPED " + adapter.name() + ", " + name + ": " + e.what());
        }
    }

    private void measure(Adapter adapter, Path home, Neighbour neighbour, List<Row> rows)
            throws BenchException {
        ValidatorNode node = Stand.listen(MEASURED, sources);
        ChainLane lane = new ChainLane(node, sources.ticker());
        List<ChainPlace> chains =
                List.of(
                        new ChainPlace(
                                MEASURED,
                                (ListenAddress.Tcp) node.address(),
                                home.resolve("states").resolve(MEASURED.value())),
                        new ChainPlace(
                                Neighbour.CHAIN, neighbour.address(), neighbour.states(home)));
        try (Contender contender = new Contender(neighbour.name(), true, List.of(lane));
                Turns turns = new Turns(sources.ticker())) {
            adapter.prepare(home, chains, neighbour.configuration());
            try (SignerProcess _ = adapter.run(home)) {
                lane.connect();
                neighbour.begin();
                takeTurns(contender, turns, neighbour, rows);
            }
        }
    }

    private void takeTurns(Contender contender, Turns turns, Neighbour neighbour, List<Row> rows)
            throws BenchException {
        Timing timing = options.timing();
        Duration slice = timing.slice().compareTo(SLICE_MIN) > 0 ? timing.slice() : SLICE_MIN;
        long rounds = Math.max(1, timing.measured().dividedBy(slice));
        Samples well = new Samples();
        Samples troubled = new Samples();
        turns.take(contender, PACE, timing.leadIn(), timing.warmUp());
        try {
            for (long round = 0; round < rounds; round++) {
                neighbour.trouble(false);
                // What the trouble held up is worked off before the neighbour counts as well.
                turns.take(contender, PACE, timing.leadIn(), SETTLES);
                well.add(turns.take(contender, PACE, timing.leadIn(), slice));
                neighbour.trouble(true);
                troubled.add(turns.take(contender, PACE, TROUBLED_BEFORE, slice));
            }
        } finally {
            neighbour.trouble(false);
        }
        rows.add(Row.of("well", true, well));
        rows.add(Row.of(neighbour.name(), true, troubled));
    }
}
