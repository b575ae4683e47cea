/// What an account's key may sign, as its owner wrote it down: pure judgement, nothing allowed that
/// is not named. Knows no chain's encoding and keeps nothing; what was spent is told by whoever
/// asks. May import `tx`, `bytes`, `consensus` and `json`.
package countersign.tx.policy;
