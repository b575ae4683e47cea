/// The way between a signer and a node: connections that delay, stall, break in the middle and
/// garble, a port to dial, and a tap above the encryption. May import of the signer `bytes`,
/// `connection` and `connection.secret`, and `clockwork`.
@org.jspecify.annotations.NullMarked
package countersign.simulation.link;
