package countersign.app.config.toml;

import org.tomlj.TomlParseError;

import java.util.List;
import java.util.Locale;

/// Explains where a file is not TOML.
final class SyntaxErrors {
    private static final String GENERAL = "each line is `key = value`, a [[header]] or a # comment";

    private final List<String> lines;
    private final Problems problems;

    SyntaxErrors(String text, Problems problems) {
        this.lines = text.lines().toList();
        this.problems = problems;
    }

    /// One problem for each line that could not be read.
    void report(List<TomlParseError> errors) {
        int before = 0;
        for (TomlParseError error : errors) {
            int line = error.position().line();
            if (line != before) {
                String what = String.valueOf(error.getMessage());
                String source = line <= lines.size() ? lines.get(line - 1) : "";
                problems.error(line, lowered(what), hint(what, source));
            }
            before = line;
        }
    }

    private static String hint(String what, String source) {
        String start = source.strip();
        if (source.contains("==>") || source.contains("-->") || source.contains("<==")) {
            return "delete the guide's arrow and all after it, or put a # before it";
        }
        if (source.matches(".*[\u201C\u201D\u2018\u2019\u00AB\u00BB].*")) {
            return "these are typographic quotes; type plain ones: \"";
        }
        if (start.matches("(<<<<<<<|=======|>>>>>>>).*")) {
            return "left over from a merge: delete the marks and one of the two versions";
        }
        if (what.contains("'\\r'")) {
            return "the lines end as on old Macs: convert the file, with `mac2unix` for instance";
        }
        if (what.contains("previously defined")) {
            return "delete one of the two; for another chain, node or key begin a new section";
        }
        if (start.startsWith("[")) {
            return "write a header as [[chain]], [[validator]] or [[providers.softsign]]";
        }
        if (what.contains("escape sequence")) {
            return "inside double quotes write \\\\ for a backslash, or use single quotes";
        }
        if (what.contains("Nesting")) {
            return "no part of this configuration is nested that deeply; check the path";
        }
        if (what.contains("expected \" or a character")) {
            return "close the text with a double quote on the same line";
        }
        if (what.contains("expected =") || what.contains("expected . or =")) {
            return "write `key = value`, with an equals sign and without spaces in the key";
        }
        if (what.contains("too large")) {
            return "no number here needs more than 18 digits";
        }
        if (what.contains("expected ] or a comma")) {
            return "close the list with a ], and put commas between its elements";
        }
        if (what.contains("expected a newline")) {
            return "only one value a line, numbers without a unit; a remark begins with #";
        }
        if (start.startsWith("{") || start.startsWith("}")) {
            return "this looks like JSON; " + GENERAL;
        }
        return what.contains("expected a value") ? valueHint(start) : GENERAL;
    }

    private static String valueHint(String source) {
        String value = source.substring(source.indexOf('=') + 1).strip();
        if (value.matches("(True|TRUE|yes|on|Yes|On)\\b.*")) {
            return "write true in lower case";
        }
        if (value.matches("(False|FALSE|no|off|No|Off)\\b.*")) {
            return "write false in lower case";
        }
        if (value.isEmpty() || value.startsWith("#")) {
            return "write a value after the =, or delete the line";
        }
        return "put text in double quotes: \"…\"";
    }

    private static String lowered(String message) {
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
