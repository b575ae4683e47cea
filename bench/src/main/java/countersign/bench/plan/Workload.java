package countersign.bench.plan;

import countersign.bench.load.Pace;

/// What every contender is put under.
///
/// @param extensionBytes the vote extension of each precommit; 0 for none
public record Workload(int extensionBytes, Pace pace) {}
