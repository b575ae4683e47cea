package countersign.harness.suite;

import java.util.List;

/// How a run ended.
public record HarnessReport(int passed, List<Failure> failures) {
    /// A check that failed: in which dialect, under which name and why.
    public record Failure(String dialect, String check, String reason) {}

    /// 0 where every check passed, 1 otherwise.
    public int exitCode() {
        return failures.isEmpty() ? 0 : 1;
    }
}
