package countersign.app.migrate;

import countersign.app.config.TomlText;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.TomlDocument;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts new paths in the place of old ones in the text of a `tmkms.toml`, and leaves everything
/// else as somebody wrote it, comments included.
///
/// Not every way of writing TOML is understood. Whoever uses the new text reads it and looks
/// whether it leads where it should.
final class TomlPaths {
    private static final Pattern PATH =
            Pattern.compile(
                    "(?<![\\w-])(?:path|secret_key|state_file|state_dir|directory"
                            + "|passphrase_file|identity_file|password_file)[ \\t]*=[ \\t]*"
                            + "(\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'[^'\\n]*')");

    /// A comment, or a text in which a `#` begins none.
    private static final Pattern COMMENT =
            Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'[^'\\n]*'|(#[^\\n]*)");

    private final Map<Path, String> moved = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /// Where the file `old` goes, below the new home: into `folder`, under its own name or, where
    /// another file has that already, with a number behind it.
    String move(Path old, String folder) {
        return moved.computeIfAbsent(
                old,
                path -> {
                    String name = String.valueOf(path.getFileName());
                    String free = folder + "/" + name;
                    for (int number = 2; !taken.add(free); number++) {
                        free = folder + "/" + number + "-" + name;
                    }
                    return free;
                });
    }

    /// A folder goes to this one, whatever else goes there.
    void moveFolder(Path old, String folder) {
        moved.put(old, folder);
    }

    /// Where `old` was said to go.
    Optional<Path> moved(Path old, Path home) {
        return Optional.ofNullable(moved.get(old)).map(home::resolve);
    }

    /// The text with every path that was moved in its new place below `home`. `resolve` makes a
    /// path as it is written one that can be compared.
    String rewrite(String text, Path home, UnaryOperator<Path> resolve) {
        Set<Integer> inComments = new HashSet<>();
        COMMENT.matcher(text)
                .results()
                .filter(match -> match.start(1) >= 0)
                .forEach(match -> addAll(inComments, match));
        Matcher paths = PATH.matcher(text);
        return paths.replaceAll(
                match ->
                        Matcher.quoteReplacement(
                                inComments.contains(match.start())
                                        ? match.group()
                                        : replaced(match, home, resolve)));
    }

    private static void addAll(Set<Integer> all, MatchResult range) {
        for (int i = range.start(); i < range.end(); i++) {
            all.add(i);
        }
    }

    private String replaced(MatchResult match, Path home, UnaryOperator<Path> resolve) {
        Optional<String> fresh =
                TomlDocument.read("x = " + match.group(1), new Problems())
                        .map(toml -> toml.getString("x"))
                        .filter(written -> written.indexOf('\0') < 0)
                        .map(written -> moved.get(resolve.apply(Path.of(written))));
        String head = match.group().substring(0, match.group().length() - match.group(1).length());
        return fresh.map(path -> head + TomlText.quoted(home.resolve(path).toString()))
                .orElseGet(match::group);
    }
}
