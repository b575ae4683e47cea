/// What other signers keep of what they signed: reading their state files strictly, telling them
/// apart, and writing them for the way back. Knows no configuration and no state of our own. May
/// import `bytes`, `consensus`, `guard` and of `app` the packages `file`, `json` and `shell`.
package countersign.app.foreign;
