/// The commands for PKCS#11 tokens: what is on them, making keys, trying them. A key's handle is
/// never seen here, and nothing that a chain would know is signed. May import every package of
/// `app` but `run`, and the module `provider.pkcs11`.
package countersign.app.command.pkcs11;
