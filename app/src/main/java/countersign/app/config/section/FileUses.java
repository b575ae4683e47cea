package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.SourceText;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Finds files that are configured for two purposes, where one would destroy or betray the other.
final class FileUses {
    private record Use(String purpose, int line) {}

    private final Map<Path, Use> uses = new HashMap<>();
    private final Problems problems;

    FileUses(Problems problems) {
        this.problems = problems;
    }

    /// A file may be used many times, but only for one purpose.
    void add(Located<Path> file, String purpose) {
        Path path = file.value().normalize();
        Use first = uses.putIfAbsent(path, new Use(purpose, file.line()));
        if (first != null && !first.purpose().equals(purpose)) {
            problems.error(
                    file.line(),
                    "%s is to be %s, but is already %s (line %d)"
                            .formatted(
                                    SourceText.quoted(path.toString()),
                                    purpose,
                                    first.purpose(),
                                    first.line()),
                    "use a file of its own for each");
        }
    }
}
