/// What was decided and signed, one line for each decision, durable before anything follows from
/// it; and the file with the sequence that tmkms' transaction signer keeps. After a start, the
/// journal alone knows what may still be on its way to the chain. May import `bytes`, `consensus`,
/// `json`, `tx`, `tx.once` and `tx.policy`.
package countersign.tx.journal;
