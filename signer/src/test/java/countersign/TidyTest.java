package countersign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rules of the house that a machine can check, over the whole tree.
class TidyTest {
    private static final Path GUARD = Path.of("signer/src/main/java/countersign/guard");
    private static final Path MAIN = GUARD.resolve("A.java");
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile(
                    "(?m)^ *public (?:[a-z-]+ )*(?:class|interface|enum|record|@interface) (\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
    private static final Pattern FENCED = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

    @Test
    void everyJavaFile_isTidy() {
        assertNone(Tree.javaFiles().stream().flatMap(file -> inJava(file, Tree.read(file))));
    }

    @Test
    void everyPackage_isSmallAndExplainsItself() {
        Map<Path, List<Path>> packages =
                Tree.javaFiles().stream()
                        .filter(file -> !file.endsWith("module-info.java"))
                        .collect(Collectors.groupingBy(Path::getParent));
        assertNone(packages.entrySet().stream().flatMap(p -> inPackage(p.getKey(), p.getValue())));
    }

    @Test
    void nothing_isLeftForLater() {
        assertNone(
                Tree.files().stream()
                        .filter(file -> !isTestResource(file) && size(file) <= Sizes.BLOB_BYTES_MAX)
                        .filter(file -> !file.toString().matches(".*\\.(png|ico|jar|gz|key|bin)"))
                        .flatMap(file -> Bans.inText(file, Tree.read(file))));
    }

    @Test
    void everyRelativeLink_leadsSomewhere() {
        assertNone(
                Tree.files().stream()
                        .filter(file -> file.toString().endsWith(".md"))
                        .flatMap(file -> deadLinks(file, Tree.read(file))));
    }

    @Test
    void onlyScripts_areExecutable() {
        assertNone(
                Tree.files().stream()
                        .filter(file -> Files.isExecutable(Tree.ROOT.resolve(file)))
                        .filter(file -> !Tree.read(file).startsWith("#!"))
                        .map(file -> file + ": executable, but no script"));
    }

    @Test
    void noBlob_isLarge() {
        assertNone(
                Tree.files().stream()
                        .filter(file -> !isTestResource(file) && !isLockOfLibraries(file))
                        .filter(file -> size(file) > Sizes.BLOB_BYTES_MAX)
                        .map(file -> file + ": " + size(file) + " bytes"));
    }

    @TestFactory
    Stream<DynamicTest> plantedViolation_isFound() {
        Map<String, String> planted =
                Map.ofEntries(
                        Map.entry("Instant t = Instant.now();", "InstantSource"),
                        Map.entry("long t = System.currentTimeMillis();", "InstantSource"),
                        Map.entry("Random r = new Random();", "RandomGenerator"),
                        Map.entry("void a() { Thread.sleep(1); }", "deadline"),
                        Map.entry("void a() { System.out.println(); }", "event"),
                        Map.entry("void a() { e.printStackTrace(); }", "says what"),
                        Map.entry("void a() { try {} catch (Exception e) {} }", "are meant"),
                        Map.entry("void a() { try {} catch (Throwable e) {} }", "are meant"),
                        Map.entry("synchronized void a() {}", "ReentrantLock"),
                        Map.entry("abstract class B {}", "sealed"),
                        Map.entry("record B() implements Serializable {}", "format"),
                        Map.entry("void a() {\n assert b; }", "Check.that"),
                        Map.entry("java.lang.reflect.Method m;", "plain call"),
                        Map.entry("countersign.bytes.Bytes b;", "an import"),
                        Map.entry("int a(T t) { return switch (t) { default -> 1; }; }", "by its"),
                        Map.entry("class KeyManager {}", "says nothing"),
                        Map.entry("class AbstractKey {}", "says nothing"),
                        Map.entry("interface B { class SignerImpl {} }", "says nothing"),
                        Map.entry("public record B() {}", "without ///"),
                        Map.entry(
                                "void a(int a, int b, int c, int d, int e, int f, int g);", "7 p"),
                        Map.entry(
                                "A(int a, B<C, D> b, int c, int d, int e, int f, int g) {}", "7 p"),
                        Map.entry("void a() {" + "\n".repeat(70) + "}", "a method of 71 lines"),
                        Map.entry("\n".repeat(400), "lines instead of at most 400"),
                        Map.entry("int b;" + " ".repeat(100), "more than 100 columns"));
        return planted.entrySet().stream()
                .map(
                        p ->
                                DynamicTest.dynamicTest(
                                        p.getValue() + ": " + p.getKey().strip().split("\n", 2)[0],
                                        () -> assertFound(inClass(p.getKey()), p.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> plantedImport_isFound() {
        Map<String, String> planted =
                Map.of(
                        "import countersign.keyring.ConsensusSigner;", "may not import keyring.Con",
                        "import static countersign.session.Session.A;", "may not import session",
                        "import countersign.app.Main;", "may not import app.Main",
                        "import java.util.*;", "by their names");
        return planted.entrySet().stream()
                .map(
                        p ->
                                DynamicTest.dynamicTest(
                                        p.getKey(),
                                        () -> assertFound(inJava(MAIN, p.getKey()), p.getValue())));
    }

    @Test
    void importOfOneType_allowsNoOther() {
        Path keyring = Path.of("signer/src/main/java/countersign/keyring/A.java");
        assertNone(inJava(keyring, "import countersign.guard.Permit;"));
        assertFound(inJava(keyring, "import countersign.guard.Guard;"), "guard.Guard");
        Path unknown = Path.of("signer/src/main/java/countersign/attic/A.java");
        assertFound(inJava(unknown, ""), "no row for attic");
        Path harness = Path.of("harness/src/main/java/countersign/harness/A.java");
        assertFound(inJava(harness, "import countersign.app.Main;"), "nothing imports app");
        Path app = Path.of("app/src/main/java/countersign/app/A.java");
        assertFound(inJava(app, "import countersign.keyring.spi.KeyHandle;"), "only keyring");
    }

    /// Words in strings and comments are not code, and a nested lambda is not a method.
    @Test
    void cleanSource_isLeftAlone() {
        assertNone(
                inClass(
                        """
                        /// Not synchronized: new Random( is only talked about.
                        private static final String TEXT = "synchronized \\" new Random()";
                        private static final char QUOTE = '"';
                        /* abstract class */
                        enum B { C("a", 1), D("b", 2); B(String a, int b) {} }
                        @Deprecated(since = "1") <T extends A> void a(Map<K, V> a, int... b) {
                            run(() -> { for (int i = 0; i < 9; i++) { run(); } });
                        }
                        record Wide(int a, int b, int c, int d, int e, int f, int g) {}
                        class Base64Text {}
                        """));
    }

    @Test
    void plantedText_isFound() {
        assertFound(Bans.inText(MAIN, "// TO" + "DO: later"), "now");
        assertFound(deadLinks(Path.of("README.md"), "see [this](no/such/file.md#part)"), "no/such");
        assertNone(deadLinks(Path.of("README.md"), "[a](https://b/c) `[d](e)` [f](#g)"));
        assertFound(inPackage(GUARD, List.of(MAIN)), "package-info");
        assertFound(inPackage(GUARD, Collections.nCopies(21, MAIN)), "21 ty");
    }

    @Test
    void tree_isTheWholeProject() {
        assertTrue(Tree.javaFiles().contains(Path.of("signer/src/main/java/module-info.java")));
        assertTrue(Tree.files().contains(Path.of("LICENSE")));
    }

    private static Stream<String> inClass(String member) {
        return inJava(MAIN, "/// Doc.\npublic final class A {\n" + member + "\n}\n");
    }

    private static Stream<String> inJava(Path file, String source) {
        JavaText java = JavaText.of(source);
        return Stream.of(
                        Bans.inJava(file, java),
                        Rooms.violations(file, java),
                        Sizes.violations(file, source, java),
                        undocumented(file, source, java))
                .flatMap(s -> s);
    }

    private static Stream<String> undocumented(Path file, String source, JavaText java) {
        List<String> lines = source.lines().toList();
        return PUBLIC_TYPE
                .matcher(java.code())
                .results()
                .filter(
                        type -> {
                            String before = java.code().substring(0, type.start());
                            return !isDocumented(lines, (int) before.lines().count() - 1);
                        })
                .map(type -> file + ": public type " + type.group(1) + " without ///");
    }

    private static boolean isDocumented(List<String> lines, int above) {
        int at = above;
        // Past annotations, which may take several lines.
        while (at >= 0 && !lines.get(at).matches("\\s*|.*[;{}]|\\s*///.*")) {
            at--;
        }
        return at >= 0 && lines.get(at).strip().startsWith("///");
    }

    private static Stream<String> inPackage(Path folder, List<Path> files) {
        boolean explained = files.stream().anyMatch(file -> file.endsWith("package-info.java"));
        int types = explained ? files.size() - 1 : files.size();
        Stream<String> large =
                types > Sizes.PACKAGE_TYPES_MAX
                        ? Stream.of(folder + ": " + types + " types instead of at most 20")
                        : Stream.empty();
        Stream<String> mute =
                folder.toString().contains("src/main/java") && !explained
                        ? Stream.of(folder + ": no package-info.java")
                        : Stream.empty();
        return Stream.concat(large, mute);
    }

    private static Stream<String> deadLinks(Path file, String text) {
        Matcher links = LINK.matcher(FENCED.matcher(text).replaceAll(""));
        return links.results()
                .map(link -> link.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .filter(target -> !Files.exists(Tree.ROOT.resolve(file).resolveSibling(target)))
                .map(target -> file + ": dead link " + target);
    }

    private static boolean isLockOfLibraries(Path file) {
        return file.endsWith("go.sum") || file.endsWith("Cargo.lock");
    }

    private static boolean isTestResource(Path file) {
        return file.toString().contains("src/test/resources");
    }

    private static long size(Path file) {
        try {
            return Files.size(Tree.ROOT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static void assertNone(Stream<String> violations) {
        assertEquals("", violations.sorted().collect(Collectors.joining("\n")));
    }

    private static void assertFound(Stream<String> violations, String expected) {
        List<String> found = violations.toList();
        assertTrue(found.stream().anyMatch(v -> v.contains(expected)), found.toString());
    }
}
