/// What must not become slow unnoticed: our own code as a multiple of something that does
/// comparable work and is not ours, both measured in turns on one thread's CPU time. Only ratios
/// count, so that neither a slow machine nor a busy one makes a difference.
@org.jspecify.annotations.NullMarked
package countersign.bench.ratio;
