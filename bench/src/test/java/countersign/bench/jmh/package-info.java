/// The parts of a signature by themselves: `./run bench jmh`. JMH makes the loops and the forks; it
/// measures nothing in a normal build. For what must not become slow there is `./run bench ratios`.
@org.jspecify.annotations.NullMarked
package countersign.bench.jmh;
