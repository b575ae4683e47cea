package countersign.bench.report;

import java.util.List;

/// How long each start took to the first signature, in milliseconds, in the order of the starts.
public record Start(String name, List<Double> millis) {
    /// Half of the starts were no slower.
    public double median() {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.get((sorted.size() - 1) / 2);
    }
}
