/// The remote-signer protocol of every version from v0.34 to v2: bytes to requests, answers to
/// bytes. What does not parse is the peer's fault, what parses and may not be signed is a value.
/// May import `bytes`, `consensus`, `connection` (for its errors) and the protobuf wire library.
package countersign.privval;
