/// The remote-signer protocol of every version from v0.34 to v2: bytes to requests, answers to
/// bytes. What does not parse is the peer's fault, what parses and may not be signed is a value.
/// May import `bytes`, `proto`, `consensus` and `connection` (for its errors).
package countersign.privval;
