/// Proofs on the packaged program as a whole process: system calls that fail, disks that fill,
/// signals, clocks, limits, and what can be found of a key from outside. What they need of the
/// machine and do not find makes them skip with the reason. They may import what `acceptance` may.
@NullMarked
package countersign.acceptance.process;

import org.jspecify.annotations.NullMarked;
