/// Key files that only a passphrase or an identity opens: our own format, Argon2id and AES-256-GCM,
/// and age's. Every number in such a file that decides how much work or memory it takes has a limit
/// that is checked before anything is done. May import of this module only `SoftKey` and
/// `KeyFileException`, and BouncyCastle.
package countersign.provider.softsign.locked;
