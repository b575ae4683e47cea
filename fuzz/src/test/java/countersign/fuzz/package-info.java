/// What is fuzzed, the seeds to start from, and a quick replay of them for every change. Targets
/// that need a room's inside live in a package of its name. May import everything.
@org.jspecify.annotations.NullMarked
package countersign.fuzz;
