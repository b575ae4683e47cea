/// What a run consists of: signers set up side by side, the loads that they take in turns, starts,
/// endurance, and what one chain notices of another's trouble. Each gives records for the report.
@org.jspecify.annotations.NullMarked
package countersign.bench.plan;
