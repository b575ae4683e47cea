package countersign.app.migrate;

import java.nio.file.Path;

/// A key file of the new home.
sealed interface KeyMove {
    /// Its path below the new home.
    String to();

    /// What it is, for people: whose key, or the id that nodes know it by.
    String what();

    /// The old file, byte for byte.
    record Copied(Path from, String to, String what) implements KeyMove {}

    /// The key in the old file, CometBFT's JSON or base64, in our own format.
    record Imported(Path from, String to, String what) implements KeyMove {}

    /// A new connection key.
    record Fresh(String to) implements KeyMove {
        @Override
        public String what() {
            return "a new connection key; nodes let any signer in";
        }
    }
}
