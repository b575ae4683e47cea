/// The whole signer in a simulated world, from one seed: `./run sim`. This package is the program:
/// its command line, many seeds at once, and what one seed came to. It is no part of what ships.
@org.jspecify.annotations.NullMarked
package countersign.simulation;
