/// The conformance suite: named checks that any signer of the protocol can be put through, in every
/// dialect, with a line for each. May import everything else in the harness.
package countersign.harness.suite;
