package countersign.app.config.toml;

import countersign.app.config.Located;
import countersign.bytes.Check;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Turns paths as they are written into paths that can be opened.
///
/// @param base what relative paths are relative to
/// @param home what `~` stands for
public record Places(Path base, Path home, Problems problems) {
    private static final Pattern KEY_MATERIAL =
            Pattern.compile("[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==|[0-9a-fA-F]{64}");

    public Places {
        Check.that(base.isAbsolute() && home.isAbsolute(), "paths are relative to absolute ones");
    }

    /// The path that `key` of the section holds, where it is there and can be one.
    public Optional<Located<Path>> path(Section section, String key) {
        return section.text(key).flatMap(text -> resolved(key, text));
    }

    /// As [#path], of a key that must be there.
    public Optional<Located<Path>> requiredPath(Section section, String key, String example) {
        return section.requiredText(key, example).flatMap(text -> resolved(key, text));
    }

    /// The path that `text` means. `key` names it in messages.
    public Optional<Located<Path>> resolved(String key, Located<String> text) {
        String written = text.value();
        if (KEY_MATERIAL.matcher(written).matches()) {
            problems.error(
                    text.line(),
                    "`" + key + "` holds what looks like a key, not the path of a key file",
                    "put the key into a file of mode 0600 and write that file's path here;"
                            + " if others could read this file, replace the key");
            return Optional.empty();
        }
        if (written.startsWith("~") && !written.equals("~") && !written.startsWith("~/")) {
            problems.error(
                    text.line(),
                    "`%s`: cannot tell whose home %s is".formatted(key, SourceText.quoted(written)),
                    "write the path in full; only `~/…`, your own home, is understood");
            return Optional.empty();
        }
        try {
            Path path =
                    written.startsWith("~")
                            ? home.resolve(Path.of(written.substring(1).replaceFirst("^/+", "")))
                            : base.resolve(Path.of(written));
            return Optional.of(new Located<>(path, text.line()));
        } catch (InvalidPathException impossible) {
            problems.error(
                    text.line(),
                    "`%s`: no file can be called %s".formatted(key, SourceText.quoted(written)),
                    "write the path without control characters");
            return Optional.empty();
        }
    }
}
