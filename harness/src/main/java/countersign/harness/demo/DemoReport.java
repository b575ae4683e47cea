package countersign.harness.demo;

import java.util.List;

/// What was shown: heights played, signatures given, rival requests refused as they must be, and
/// everything that went wrong.
public record DemoReport(int heights, int signatures, int refusals, List<String> faults) {
    public boolean isClean() {
        return faults.isEmpty();
    }
}
