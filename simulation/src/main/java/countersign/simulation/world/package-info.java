/// One world: signers with the real rooms in them, nodes that ask, an operator who makes mistakes,
/// and the checkers, which remember everything. May import every room of the signer, the harness'
/// side of the wire, and the other packages of the simulation.
@org.jspecify.annotations.NullMarked
package countersign.simulation.world;
