/// The signers that are compared. Each is a small script in `bench/adapters` that prepares a home
/// and becomes the signer; here it is run, watched and ended. What a script must do is in
/// docs/performance.md.
@org.jspecify.annotations.NullMarked
package countersign.bench.peer;
