/// Keys behind proofs: a consensus key signs nothing but a `Permit`, and what it signed is verified
/// before anybody sees it. Knows no rules. May import `bytes`, `consensus`, `event`, `keyring.spi`
/// and, of `guard`, only `Permit`.
package countersign.keyring;
