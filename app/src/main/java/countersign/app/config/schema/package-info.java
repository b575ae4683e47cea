/// The file that says what the messages of an amino chain are made of, tmkms' transaction schema,
/// and those that come with the program. Reads bytes and opens nothing. May import `bytes`,
/// `config`, `config.toml`, the TOML library and `tx.schema`.
package countersign.app.config.schema;
