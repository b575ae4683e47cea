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

/// Many signatures of one signer on one chain: it holds no more after them than before.
public record Soak(Place place, long signatures, Sources sources, Consumer<String> out) {
    private static final int WARM_UP = 5_000;
    private static final int STRETCH = 1_000;

    /// A heap and a compiler's code settle only slowly.
    private static final long RESIDENT_MORE_MAX_KIB = 16 * 1024;

    /// A compiler's threads come and go.
    private static final long THREADS_MORE_MAX = 2;

    /// Whether the signer holds no more afterwards. Throws where an answer is wrong or does not
    /// come.
    public boolean run(Adapter adapter) throws BenchException {
        try (Stand stand = Stand.open(adapter, place.resolve(adapter.name()), 1, sources)) {
            sign(stand.contender(), WARM_UP);
            ProcessFacts before = stand.process().facts();
            sign(stand.contender(), signatures);
            out.accept(adapter.name() + ": " + signatures + " signatures, all of them good");
            out.accept(line("before", before));
            ProcessFacts after = stand.process().facts();
            out.accept(line("after", after));
            out.accept(isFlat(before, after) ? "ok: it holds no more" : "GREW: it holds more");
            return isFlat(before, after);
        }
    }

    /// Whether `after` is no more than `before`, within what a running program varies by.
    static boolean isFlat(ProcessFacts before, ProcessFacts after) {
        return after.descriptors() <= before.descriptors()
                && after.threads() <= before.threads() + THREADS_MORE_MAX
                && after.residentKib() <= before.residentKib() + RESIDENT_MORE_MAX_KIB;
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
