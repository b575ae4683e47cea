package countersign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Every Java file is as google-java-format (AOSP) writes it.
///
/// With `-Dformat.write=true` the test writes the files instead of complaining.
class FormatTest {
    private static final Formatter FORMATTER =
            new Formatter(
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());

    @Test
    void everyJavaFile_isFormatted() throws IOException {
        List<Path> unformatted =
                Tree.javaFiles().parallelStream().filter(FormatTest::isUnformatted).toList();
        if (Boolean.getBoolean("format.write")) {
            for (Path file : unformatted) {
                Files.writeString(Tree.ROOT.resolve(file), formatted(Tree.read(file)));
            }
            return;
        }
        assertEquals(List.of(), unformatted, "run this test with -Dformat.write=true");
    }

    @Test
    void plantedDisorder_isPutRight() {
        assertEquals(
                "import java.util.List;\n\nclass A {\n    List<A> b;\n}\n",
                formatted("import java.util.Set; import java.util.List;\nclass A {List<A> b;}"));
    }

    private static boolean isUnformatted(Path file) {
        String source = Tree.read(file);
        return !formatted(source).equals(source);
    }

    private static String formatted(String source) {
        try {
            return FORMATTER.formatSourceAndFixImports(source);
        } catch (FormatterException e) {
            throw new AssertionError(e);
        }
    }
}
