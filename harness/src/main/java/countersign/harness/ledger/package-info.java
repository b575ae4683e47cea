/// The memory that no signer can talk out of anything: every signature that a node ever received,
/// and what two of them together would mean. May import `bytes`, `consensus` and the harness's
/// `wire`.
package countersign.harness.ledger;
