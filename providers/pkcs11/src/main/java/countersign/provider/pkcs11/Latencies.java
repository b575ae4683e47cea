package countersign.provider.pkcs11;

import java.time.Duration;
import java.util.List;

/// How long signatures took, each as a whole: waiting for the module's thread, signing, verifying.
public record Latencies(int signatures, Duration median, Duration p99, Duration longest) {
    /// Of at least one signature.
    static Latencies of(List<Duration> each) {
        List<Duration> sorted = each.stream().sorted().toList();
        return new Latencies(
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1),
                sorted.getLast());
    }
}
