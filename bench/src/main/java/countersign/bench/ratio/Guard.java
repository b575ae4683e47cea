package countersign.bench.ratio;

/// One ratio that is watched.
///
/// @param atMost the greatest ratio of ours to theirs that passes: several times of what is usual,
///   so that only a mistake of an order passes it
public record Guard(String name, Work ours, Work theirs, double atMost) {
    /// Something to do many times. What it returns is kept, so that no compiler leaves it out.
    public interface Work {
        int once();
    }
}
