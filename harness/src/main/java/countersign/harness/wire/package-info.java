/// The protocol as nodes speak it: what each version asks, and what it makes of an answer. Written
/// from the protocol's definition and not from the signer's codec, so that a mistake in one cannot
/// hide behind the same mistake in the other. May import `bytes` and `consensus`.
package countersign.harness.wire;
