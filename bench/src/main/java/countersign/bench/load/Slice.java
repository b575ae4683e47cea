package countersign.bench.load;

import java.util.List;

/// What one contender did while it had its turn.
///
/// @param nanos what each operation took
/// @param seconds how long the turn was, from its start to the end of the last operation
/// @param faults what went wrong, one sentence each
public record Slice(List<Long> nanos, double seconds, List<String> faults) {}
