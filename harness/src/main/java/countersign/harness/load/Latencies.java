package countersign.harness.load;

import java.time.Duration;
import java.util.Arrays;

/// All latencies of a run, none of them rounded.
public final class Latencies {
    private static final double WHOLE = 100.0;

    private final long[] sortedNanos;

    private Latencies(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    /// Of these nanoseconds, in any order.
    public static Latencies ofNanos(long... nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    public int count() {
        return sortedNanos.length;
    }

    /// The latency that `percent` of all did not exceed (nearest rank): 50 is the median, 100 the
    /// largest. Zero where there is none. Throws `IllegalArgumentException` outside (0, 100].
    public Duration percentile(double percent) {
        if (!(percent > 0 && percent <= WHOLE)) {
            throw new IllegalArgumentException("not a percentile: " + percent);
        }
        if (sortedNanos.length == 0) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(percent / WHOLE * sortedNanos.length);
        return Duration.ofNanos(sortedNanos[rank - 1]);
    }
}
