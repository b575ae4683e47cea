/// What is timed, one operation after another: a signature from a signer, a flush of the disk, a
/// round trip over loopback. All of them are lanes, which are run in the same way, so that they can
/// take turns. What an answer is worth is found out after the slice that it was measured in.
@org.jspecify.annotations.NullMarked
package countersign.bench.load;
