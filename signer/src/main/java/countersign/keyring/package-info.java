/// Keys behind proofs: a consensus key signs nothing but a `Permit`, and what it signed is verified
/// before anybody sees it. Knows no rules. May import `bytes`, `consensus`, `ed25519`, `event`,
/// `keyring.spi`, of `guard` only `Permit`, and of `connection` only `Deadline` and `Ticker`.
package countersign.keyring;
