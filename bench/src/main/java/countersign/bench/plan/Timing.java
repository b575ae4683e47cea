package countersign.bench.plan;

import java.time.Duration;

/// How long everything takes.
///
/// @param measured of each contender under each load, over all its turns
/// @param slice one turn
/// @param leadIn the part before each turn that is not measured
/// @param warmUp of each contender, before anything is measured
public record Timing(Duration measured, Duration slice, Duration leadIn, Duration warmUp) {
    private static final Duration LEAD_IN = Duration.ofMillis(20);

    /// With the usual lead-in.
    public static Timing of(Duration measured, Duration slice, Duration warmUp) {
        return new Timing(measured, slice, LEAD_IN, warmUp);
    }

    /// In how many turns a time is spent.
    public int turns(Duration time) {
        return (int) Math.max(1, (time.toNanos() + slice.toNanos() - 1) / slice.toNanos());
    }
}
