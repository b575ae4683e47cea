package countersign.bench.report;

import countersign.bench.load.Samples;
import countersign.harness.load.Latencies;

import java.util.List;

/// What one contender did under one load. Times are microseconds.
///
/// @param faults operations that failed or gave a wrong answer; the times of wrong answers are
///   among the others, so that a row with faults says little
public record Row(
        String name, boolean isSigner, long count, Times times, double perSecond, Faults faults) {
    private static final double NANOS_PER_MICRO = 1e3;

    /// The percentiles, nearest rank, of unrounded times.
    public record Times(double p50, double p90, double p99, double p999, double max) {
        /// In ascending order.
        public List<Double> all() {
            return List.of(p50, p90, p99, p999, max);
        }
    }

    /// How many, and the first of them, or empty.
    public record Faults(long count, String first) {}

    /// Of all slices of a contender.
    public static Row of(String name, boolean isSigner, Samples samples) {
        Latencies latencies = samples.latencies();
        return new Row(
                name,
                isSigner,
                latencies.count(),
                new Times(
                        micros(latencies, 50),
                        micros(latencies, 90),
                        micros(latencies, 99),
                        micros(latencies, 99.9),
                        micros(latencies, 100)),
                samples.perSecond(),
                new Faults(
                        samples.faultCount(),
                        samples.faults().isEmpty() ? "" : samples.faults().getFirst()));
    }

    private static double micros(Latencies latencies, double percent) {
        return latencies.percentile(percent).toNanos() / NANOS_PER_MICRO;
    }
}
