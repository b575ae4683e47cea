package countersign.bench.plan;

import countersign.bench.BenchException;
import countersign.bench.load.Contender;
import countersign.bench.load.DiskLane;
import countersign.bench.load.LoopbackLane;
import countersign.bench.load.Samples;
import countersign.bench.load.Slice;
import countersign.bench.load.Turns;
import countersign.bench.peer.Adapter;
import countersign.bench.report.Held;
import countersign.bench.report.Row;
import countersign.bench.report.Table;
import countersign.harness.node.Sources;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/// All signers of one place, each with so many chains, and the floors of that place: they run at
/// once and take turns, so that noise hits all alike.
public final class Arena implements AutoCloseable {
    private static final long ORDER_SEED = 1;

    private final Place place;
    private final int chains;
    private final List<Stand> stands = new ArrayList<>();
    private final List<Contender> contenders = new ArrayList<>();
    private final Set<Contender> lost = new HashSet<>();
    private final Turns turns;
    private final Consumer<String> out;
    private final Random order = new Random(ORDER_SEED);

    private Arena(Place place, int chains, Sources sources, Consumer<String> out) {
        this.place = place;
        this.chains = chains;
        this.turns = new Turns(sources.ticker());
        this.out = out;
    }

    /// Sets everything up. A signer that does not come to sign is left out, which `out` is told.
    public static Arena open(
            Place place,
            int chains,
            Collection<Adapter> adapters,
            Sources sources,
            Consumer<String> out)
            throws BenchException {
        Arena arena = new Arena(place, chains, sources, out);
        try {
            arena.addFloors(sources);
            for (Adapter adapter : adapters) {
                arena.add(adapter, sources);
            }
            return arena;
        } catch (BenchException e) {
            arena.close();
            throw e;
        }
    }

    /// Everybody works for a while, and nothing is kept.
    public void warmUp(List<Workload> workloads, Timing timing) throws BenchException {
        for (Workload workload : workloads) {
            int rounds = timing.turns(timing.warmUp().dividedBy(workloads.size()));
            play(workload, timing, rounds, new LinkedHashMap<>());
        }
    }

    /// All contenders under one load.
    public Table measure(Workload workload, Timing timing) throws BenchException {
        Map<Contender, Samples> samples = new LinkedHashMap<>();
        contenders.forEach(contender -> samples.put(contender, new Samples()));
        play(workload, timing, timing.turns(timing.measured()), samples);
        List<Row> rows = new ArrayList<>();
        samples.forEach(
                (contender, own) -> rows.add(Row.of(contender.name(), contender.isSigner(), own)));
        return new Table(
                place.name(),
                chains,
                workload.extensionBytes(),
                workload.pace().toString(),
                List.copyOf(rows));
    }

    /// What each signer holds now.
    public List<Held> held() {
        return stands.stream()
                .map(
                        stand ->
                                new Held(
                                        stand.process().name(),
                                        place.name(),
                                        chains,
                                        stand.process().facts()))
                .toList();
    }

    @Override
    public void close() {
        turns.close();
        contenders.forEach(Contender::close);
        stands.forEach(Stand::close);
    }

    private void play(Workload workload, Timing timing, int rounds, Map<Contender, Samples> samples)
            throws BenchException {
        contenders.forEach(
                contender -> contender.lanes().forEach(l -> l.extend(workload.extensionBytes())));
        List<Contender> shuffled = new ArrayList<>(contenders);
        for (int round = 0; round < rounds; round++) {
            // Nobody always comes after the same one.
            Collections.shuffle(shuffled, order);
            for (Contender contender : shuffled) {
                if (!lost.contains(contender)) {
                    Slice slice =
                            turns.take(contender, workload.pace(), timing.leadIn(), timing.slice());
                    samples.computeIfAbsent(contender, _ -> new Samples()).add(slice);
                    dropIfLost(contender, slice);
                }
            }
        }
    }

    private void dropIfLost(Contender contender, Slice slice) {
        if (slice.nanos().isEmpty() && !slice.faults().isEmpty()) {
            lost.add(contender);
            out.accept("LOST " + contender.name() + ": " + slice.faults().getFirst());
        }
    }

    private void addFloors(Sources sources) throws BenchException {
        List<DiskLane> disks = new ArrayList<>();
        List<LoopbackLane> loops = new ArrayList<>();
        for (int lane = 0; lane < chains; lane++) {
            disks.add(
                    DiskLane.create(
                            place.resolve("floor-" + chains).resolve("flush-" + lane),
                            sources.ticker()));
            loops.add(LoopbackLane.open(sources.ticker()));
        }
        contenders.add(new Contender(Table.DISK, false, disks));
        contenders.add(new Contender(Table.LOOPBACK, false, loops));
    }

    private void add(Adapter adapter, Sources sources) throws BenchException {
        try {
            Stand stand =
                    Stand.open(
                            adapter, place.resolve(adapter.name() + "-" + chains), chains, sources);
            stands.add(stand);
            contenders.add(stand.contender());
        } catch (BenchException e) {
            out.accept("LEFT OUT " + adapter.name() + ": " + e.what() + "; " + e.next());
        }
    }
}
