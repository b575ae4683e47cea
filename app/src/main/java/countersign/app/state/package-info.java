/// Double-sign protection as files: where each chain's state lies, what other signers left behind
/// as a floor, the mirror for going back to tmkms, and the note of what was ever served. The state
/// file's own format is the guard's. May import `bytes`, `consensus`, `event`, `guard` and of `app`
/// the packages `config`, `file`, `foreign`, `key`, `log` and `shell`.
package countersign.app.state;
