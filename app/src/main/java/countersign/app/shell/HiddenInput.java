package countersign.app.shell;

import java.util.Optional;

/// A terminal on which a line can be typed without being shown.
public interface HiddenInput {
    /// Asks and returns what was typed, which the caller wipes; empty where nobody can type.
    Optional<char[]> line(String question);
}
