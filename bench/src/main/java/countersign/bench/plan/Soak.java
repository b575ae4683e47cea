package countersign.bench.plan;

import countersign.bench.BenchException;
import countersign.bench.load.Contender;
import countersign.bench.load.Lane;
import countersign.bench.peer.Adapter;
import countersign.bench.peer.ProcessFacts;
import countersign.harness.node.Sources;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Many signatures of one signer on one chain: what it holds before and after them should not
/// differ.
public record Soak(Place place, long signatures, Sources sources, Consumer<String> out) {
    private static final int WARM_UP = 5_000;
    private static final int STRETCH = 1_000;

    /// Throws where an answer is wrong or does not come.
    public void run(Adapter adapter) throws BenchException {
        try (Stand stand = Stand.open(adapter, place.resolve(adapter.name()), 1, sources)) {
            sign(stand.contender(), WARM_UP);
            ProcessFacts before = stand.process().facts();
            sign(stand.contender(), signatures);
            out.accept(adapter.name() + ": " + signatures + " signatures, all of them good");
            out.accept(line("before", before));
            out.accept(line("after", stand.process().facts()));
        }
    }

    private static void sign(Contender contender, long times) throws BenchException {
        Lane lane = contender.lanes().getFirst();
        for (long done = 0; done < times; done += STRETCH) {
            for (long one = done; one < Math.min(done + STRETCH, times); one++) {
                lane.once();
            }
            List<String> faults = lane.settle();
            if (!faults.isEmpty()) {
                throw new BenchException(contender.name() + ": " + faults.getFirst(), "");
            }
        }
    }

    private static String line(String when, ProcessFacts facts) {
        return String.format(
                Locale.ROOT,
                "%-6s  %7.1f MiB resident  %4d threads  %4d descriptors",
                when,
                facts.residentKib() / 1024.0,
                facts.threads(),
                facts.descriptors());
    }
}
