package countersign.bench.ratio;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// Two works in turns, batch by batch. The median of the ratios of neighbouring batches counts:
/// whatever disturbs the machine for a while disturbs both halves of a pair.
///
/// @param cpuNanos the CPU time of the thread so far
public record Contest(int batches, int batchTimes, LongSupplier cpuNanos) {
    private static final int ATTEMPTS = 3;

    /// What one contest came to: the least of its medians.
    public record Result(double ratio, boolean passed) {}

    /// Up to three attempts, of which one has to pass.
    public Result hold(Guard guard) {
        double least = Double.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && least > guard.atMost(); attempt++) {
            least = Math.min(least, median(guard));
        }
        return new Result(least, least <= guard.atMost());
    }

    private double median(Guard guard) {
        List<Double> ratios = new ArrayList<>();
        // The first half lets the compiler finish.
        for (int batch = 0; batch < 2 * batches; batch++) {
            long ours = time(guard.ours());
            long theirs = time(guard.theirs());
            if (batch >= batches && theirs > 0) {
                ratios.add((double) ours / theirs);
            }
        }
        List<Double> sorted = ratios.stream().sorted().toList();
        return sorted.isEmpty() ? Double.MAX_VALUE : sorted.get(sorted.size() / 2);
    }

    private long time(Guard.Work work) {
        int kept = 0;
        long start = cpuNanos.getAsLong();
        for (int time = 0; time < batchTimes; time++) {
            kept += work.once();
        }
        long took = cpuNanos.getAsLong() - start;
        // Never so, which no compiler knows.
        return kept == Integer.MIN_VALUE ? took + 1 : took;
    }
}
