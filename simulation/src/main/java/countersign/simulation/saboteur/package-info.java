/// The test of the test: the signer with one thing broken on purpose, which the checkers must find.
/// A saboteur is a change to the text of the sources, compiled on the spot, so that the signer
/// itself has no switch for it. May import what this program's package has.
@org.jspecify.annotations.NullMarked
package countersign.simulation.saboteur;
