package countersign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.proof.Figures;
import countersign.proof.Proof;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Nothing that prints itself holds a secret: a record shows its components to whoever writes it to
/// a log, and so does whoever has a `toString` of its own.
class SecretsTest {
    private static final Pattern RECORD =
            Pattern.compile(
                    "\\brecord\\s+(\\w+)(?:<[^>]*>)?\\s*\\(([^{]*?)\\)\\s*(?:implements|\\{)");
    private static final Pattern SECRET =
            Pattern.compile(
                    "\\b(?:SecretBytes|PrivateKey|ConnectionKey|EphemeralKey|KeyHandle)\\b");
    private static final Pattern BYTES = Pattern.compile("\\bbyte\\s*\\[\\]");
    private static final Pattern FIELD =
            Pattern.compile("(?m)^    (?:private |final )+(?:SecretBytes|PrivateKey)\\s+(\\w+)");
    private static final Pattern TO_STRING =
            Pattern.compile("(?s)\\bString\\s+toString\\s*\\(\\)\\s*\\{(.*?)\n    \\}");

    /// Says its length and nothing else.
    private static final Path SECRET_BYTES =
            Path.of("signer/src/main/java/countersign/bytes/SecretBytes.java");

    @Proof("S5")
    void nothingThatPrintsItself_holdsASecret(Figures figures) {
        List<Path> files =
                Tree.javaFiles().stream()
                        .filter(file -> file.toString().contains("src/main/java"))
                        .filter(file -> !file.equals(SECRET_BYTES))
                        .toList();
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            inText(Tree.read(file)).forEach(what -> found.add(file + ": " + what));
        }
        figures.found("source files", files.size());
        assertEquals(List.of(), found);
    }

    /// The test of the test.
    @Proof("S5")
    void whateverWouldPrintASecret_isFound() {
        assertEquals(1, inText("record Key(int id, SecretBytes seed) {}").size());
        assertEquals(1, inText("record Key(int id, byte[] seed) implements A {}").size());
        assertEquals(1, inText("record Pair<T>(T first, KeyHandle key) {\n}").size());
        String key = "class Key {\n    private final SecretBytes seed;\n\n";
        String printing = "    public String toString() {\n        return \"\" + %s;\n    }\n}\n";
        assertEquals(1, inText(key + printing.formatted("seed")).size());
        assertEquals(0, inText(key + printing.formatted("publicKey")).size());
        assertEquals(0, inText("record Key(int id, Bytes address) {}").size());
    }

    private static List<String> inText(String source) {
        String code = JavaText.of(source).code();
        List<String> found = new ArrayList<>();
        for (MatchResult match : RECORD.matcher(code).results().toList()) {
            String components = match.group(2);
            if (SECRET.matcher(components).find() || BYTES.matcher(components).find()) {
                found.add("the record " + match.group(1) + " prints " + components.strip());
            }
        }
        for (MatchResult field : FIELD.matcher(code).results().toList()) {
            String name = field.group(1);
            TO_STRING
                    .matcher(code)
                    .results()
                    .filter(printed -> printed.group(1).matches("(?s).*\\b" + name + "\\b.*"))
                    .forEach(printed -> found.add("toString looks at the secret " + name));
        }
        return found;
    }
}
