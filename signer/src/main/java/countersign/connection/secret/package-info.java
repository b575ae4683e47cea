/// CometBFT's SecretConnection: a typestate handshake (X25519, Merlin, Ed25519) and sealed frames
/// (ChaCha20-Poly1305) over any connection. Strict where the node is lax. May import `bytes`,
/// `consensus` (`PublicKey`) and `connection`.
package countersign.connection.secret;
