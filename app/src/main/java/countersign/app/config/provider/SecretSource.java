package countersign.app.config.provider;

import countersign.bytes.SecretBytes;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// Where a password, PIN or passphrase comes from. Never an argument of a command: every user of
/// the machine can read those.
public sealed interface SecretSource {
    /// It stands in the configuration file itself. No record: that would print what it holds.
    final class Inline implements SecretSource {
        private final SecretBytes text;

        public Inline(SecretBytes text) {
            this.text = text;
        }

        /// The secret, which stays this object's.
        public SecretBytes text() {
            return text;
        }

        @Override
        public String toString() {
            return "Inline[]";
        }
    }

    /// A file of mode 0600 that holds it and nothing else, but for white space around it.
    record File(Path path) implements SecretSource {}

    /// A variable of the environment.
    record Variable(String name) implements SecretSource {}

    /// A credential that systemd hands to the service, by `LoadCredential` or
    /// `LoadCredentialEncrypted`, as a file in `$CREDENTIALS_DIRECTORY`. Written `credential:NAME`
    /// wherever a file is expected.
    record Credential(String name) implements SecretSource {
        // As systemd allows them, without what could lead out of the folder.
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}");

        /// Whether a credential can be called so.
        public static boolean isName(String text) {
            return NAME.matcher(text).matches();
        }
    }
}
