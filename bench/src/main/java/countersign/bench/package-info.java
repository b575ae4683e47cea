/// `./run bench`: this signer and others side by side, and what they cost. Everything is measured
/// in one run, in turns. docs/performance.md says how to read the results.
@org.jspecify.annotations.NullMarked
package countersign.bench;
