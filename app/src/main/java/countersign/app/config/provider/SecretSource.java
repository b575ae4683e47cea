package countersign.app.config.provider;

import countersign.bytes.SecretBytes;

import java.nio.file.Path;

/// Where a password, PIN or passphrase comes from. Never an argument of a command: every user of
/// the machine can read those.
public sealed interface SecretSource {
    /// It stands in the configuration file itself.
    record Inline(SecretBytes text) implements SecretSource {}

    /// A file of mode 0600 that holds it and nothing else, but for white space around it.
    record File(Path path) implements SecretSource {}

    /// A variable of the environment.
    record Variable(String name) implements SecretSource {}

    /// A credential that systemd hands to the service, by `LoadCredential` or
    /// `LoadCredentialEncrypted`, as a file in `$CREDENTIALS_DIRECTORY`. Written `credential:NAME`
    /// wherever a file is expected.
    record Credential(String name) implements SecretSource {}
}
