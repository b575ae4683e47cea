package countersign.harness.load;

import java.time.Duration;
import java.util.List;

/// What a load run met: the latencies of all signatures that were given, and what was not given.
public record LoadReport(Latencies latencies, Duration elapsed, List<String> faults) {}
