package countersign.app.config.toml;

import org.tomlj.Toml;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlVersion;

import java.util.List;
import java.util.Optional;

/// A whole text as TOML 1.1. The only caller of the parser, which throws at some broken texts
/// (tomlj 2.2.0: a list closed inside an inline table after its comma) where it should report.
public final class TomlDocument {
    /// Real files need three levels.
    private static final int NESTING_MAX = 16;

    private TomlDocument() {}

    /// The table that the text is, or nothing: then all that is wrong went to the problems.
    public static Optional<TomlParseResult> read(String text, Problems problems) {
        try {
            TomlParseResult toml = parsed(text);
            new SyntaxErrors(text, problems).report(toml.errors());
            return toml.hasErrors() ? Optional.empty() : Optional.of(toml);
        } catch (RuntimeException unreported) {
            problems.error(
                    lineOfThrow(text),
                    "from here on the file cannot be understood",
                    "look above for a bracket, a brace or a quote that is not closed");
            return Optional.empty();
        }
    }

    /// A line with which the text begins to make the parser throw: without it and all after it, it
    /// does not. Found in some twenty steps for the largest file.
    private static int lineOfThrow(String text) {
        List<String> lines = text.lines().toList();
        int good = 0;
        int bad = lines.size();
        while (bad - good > 1) {
            int middle = (good + bad) >>> 1;
            if (throwsAt(String.join("\n", lines.subList(0, middle)))) {
                bad = middle;
            } else {
                good = middle;
            }
        }
        return bad;
    }

    private static boolean throwsAt(String text) {
        try {
            parsed(text);
            return false;
        } catch (RuntimeException unreported) {
            return true;
        }
    }

    private static TomlParseResult parsed(String text) {
        return Toml.parse(
                text,
                TomlParseOptions.sourceless()
                        .withVersion(TomlVersion.V1_1_0)
                        .withMaxNestingDepth(NESTING_MAX));
    }
}
