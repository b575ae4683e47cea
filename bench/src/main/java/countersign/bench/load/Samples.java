package countersign.bench.load;

import countersign.harness.load.Latencies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// All slices of one contender under one load. Not for several threads.
public final class Samples {
    private static final int FAULTS_MAX = 20;

    private long[] nanos = new long[1024];
    private int count;
    private double seconds;
    private long faultCount;
    private final List<String> faults = new ArrayList<>();

    /// None yet.
    public Samples() {}

    public void add(Slice slice) {
        int needed = count + slice.nanos().size();
        if (needed > nanos.length) {
            nanos = Arrays.copyOf(nanos, Math.max(2 * nanos.length, needed));
        }
        for (long one : slice.nanos()) {
            nanos[count] = one;
            count++;
        }
        seconds += slice.seconds();
        faultCount += slice.faults().size();
        slice.faults().stream().limit(FAULTS_MAX - faults.size()).forEach(faults::add);
    }

    public Latencies latencies() {
        return Latencies.ofNanos(Arrays.copyOf(nanos, count));
    }

    /// Operations a second while it had its turn.
    public double perSecond() {
        return seconds == 0 ? 0 : count / seconds;
    }

    /// How many operations failed or gave a wrong answer.
    public long faultCount() {
        return faultCount;
    }

    /// The first of them.
    public List<String> faults() {
        return List.copyOf(faults);
    }
}
