package countersign.app.command.state;

import countersign.app.foreign.ForeignFormat;
import countersign.app.shell.Failure;

import java.util.Optional;

/// The words for formats of states.
final class Formats {
    /// Our own, which has the marks of many.
    static final String INTERCHANGE = "interchange";

    private Formats() {}

    /// The other signer whose format it is; empty for the interchange format.
    static Optional<ForeignFormat> foreign(String word) throws Failure {
        if (word.equals(INTERCHANGE)) {
            return Optional.empty();
        }
        Optional<ForeignFormat> named = ForeignFormat.named(word);
        if (named.isEmpty()) {
            throw Failure.operand(
                    "unknown format: " + word, INTERCHANGE + ", " + ForeignFormat.words());
        }
        return named;
    }
}
