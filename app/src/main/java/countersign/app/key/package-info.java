/// Keys as files and keys in words: reading and writing key files, opening all that a configuration
/// names, and spelling public keys in bech32, hex and JSON. May import `bytes`, `consensus`,
/// `connection.secret`, `keyring.spi`, the provider `softsign` and of `app` the packages `config`,
/// `file` and `shell`.
package countersign.app.key;
