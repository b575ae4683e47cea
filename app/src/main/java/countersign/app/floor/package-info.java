/// What others say of a chain's height at start, so that a state put back from a backup is not
/// believed: the chain's nodes over RPC, and tmkms' `state_hook`. Nothing here reads or writes a
/// state; what is learned is a floor for the chain's guards. May import `connection` (for its
/// ticker), `consensus`, `event`, `guard` and of `app` the packages `config` and `shell`.
package countersign.app.floor;
