/// Moving in from another signer: reading its home, planning a new one of ours, and making that in
/// one step or not at all. Never writes to the old home. May import `bytes`, `consensus`, `event`,
/// `guard`, the provider `softsign`, the readers of TOML, YAML and JSON, and of `app` the packages
/// `config`, `file`, `foreign`, `json`, `key`, `shell` and `state`.
package countersign.app.migrate;
