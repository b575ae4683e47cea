/// The arithmetic of Ed25519 where BouncyCastle's does not fit: signing with an expanded key, and
/// verifying with a key that stays the same for years. Numbers of the field are BouncyCastle's. May
/// import `bytes` and BouncyCastle.
package countersign.ed25519;
