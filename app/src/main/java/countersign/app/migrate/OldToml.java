package countersign.app.migrate;

import countersign.app.config.toml.Problems;
import countersign.app.config.toml.TomlDocument;
import countersign.app.file.PlainFile;
import countersign.app.shell.Failure;
import countersign.bytes.Bug;

import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The top level of somebody else's TOML file. What is wrong goes to the findings.
final class OldToml {
    private static final int BYTES_MAX = 1024 * 1024;

    private final Path file;
    private final TomlParseResult toml;
    private final Findings findings;
    private final Set<String> known = new HashSet<>();

    private OldToml(Path file, TomlParseResult toml, Findings findings) {
        this.file = file;
        this.toml = toml;
        this.findings = findings;
    }

    static OldToml read(Path file, Findings findings) throws Failure {
        byte[] contents = PlainFile.read(file, "the configuration", BYTES_MAX);
        Problems problems = new Problems();
        Optional<TomlParseResult> toml =
                TomlDocument.read(new String(contents, StandardCharsets.UTF_8), problems);
        // Without the hints, which speak of our own configuration.
        problems.errors()
                .forEach(e -> findings.problem(file + ":" + e.line() + ": " + e.what(), ""));
        findings.requireNoProblems();
        return new OldToml(
                file, toml.orElseThrow(() -> new Bug("without problems there is TOML")), findings);
    }

    boolean has(String key) {
        known.add(key);
        return toml.contains(List.of(key));
    }

    Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (toml.get(List.of(key)) instanceof String text) {
            if (text.chars().noneMatch(Character::isISOControl)) {
                return Optional.of(text);
            }
            problem(key, "there are control characters in `" + key + "`");
            return Optional.empty();
        }
        problem(key, "`" + key + "` is no text");
        return Optional.empty();
    }

    OptionalLong whole(String key) {
        if (!has(key)) {
            return OptionalLong.empty();
        }
        if (toml.get(List.of(key)) instanceof Long number) {
            return OptionalLong.of(number);
        }
        problem(key, "`" + key + "` is no whole number");
        return OptionalLong.empty();
    }

    boolean flag(String key, boolean without) {
        if (!has(key)) {
            return without;
        }
        if (toml.get(List.of(key)) instanceof Boolean flag) {
            return flag;
        }
        problem(key, "`" + key + "` is neither true nor false");
        return without;
    }

    void problem(String key, String what) {
        TomlPosition at = toml.inputPositionOf(List.of(key));
        findings.problem(file + (at == null ? "" : ":" + at.line()) + ": " + what, "");
    }

    /// Every key that nobody has asked for is a problem.
    void refuseOthers() {
        for (String key : toml.keySet()) {
            if (!known.contains(key)) {
                problem(key, "unknown key `" + key + "`");
            }
        }
    }
}
