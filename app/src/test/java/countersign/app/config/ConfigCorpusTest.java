package countersign.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.command.CommandLines;
import countersign.app.config.section.ConfigFile;
import countersign.app.shell.Persona;
import countersign.app.shell.Shell;
import countersign.app.shell.Terminal;
import countersign.bytes.Bytes;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every file below `wrong` is refused with exactly the messages beside it, every file below
/// `right` is read as exactly what is beside it. To write those texts anew, run with
/// `-Dcountersign.goldens=write` and read the difference.
final class ConfigCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/config");
    private static final Path BASE = Path.of("/etc/countersign");
    private static final Path HOME = Path.of("/home/op");
    private static final int EXIT_CONFIGURATION = 78;
    private static final int WRONG_FILES_MIN = 150;
    private static final int RIGHT_FILES_MIN = 40;

    @TestFactory
    Stream<DynamicTest> wrongFile_isRefusedWithExactMessages() throws IOException {
        return files("wrong").map(file -> compared(file, ConfigCorpusTest::refusal));
    }

    @TestFactory
    Stream<DynamicTest> rightFile_isReadExactly() throws IOException {
        List<Path> files = files("right").toList();
        assertTrue(files.size() >= RIGHT_FILES_MIN, () -> "only " + files.size());
        return files.stream().map(file -> compared(file, ConfigCorpusTest::parsed));
    }

    /// What each of them does to somebody who runs the program: nothing, with the code for it.
    @Proof("K1")
    void wrongFile_endsEveryCommandWithItsCodeAndTouchesNothing(
            @TempDir Path folder, Figures figures) throws IOException {
        int files = 0;
        for (Path file : files("wrong").toList()) {
            assertEquals(
                    Files.readString(file.resolveSibling(name(file).replace(".toml", ".txt"))),
                    refusal(Bytes.of(Files.readAllBytes(file))) + "\n",
                    file::toString);
            Path home = Files.createDirectory(folder.resolve(name(file)));
            Files.copy(file, home.resolve("tmkms.toml"));
            for (String command : figures.only(List.of("check"), List.of("check", "start"))) {
                ByteArrayOutputStream said = new ByteArrayOutputStream();
                assertEquals(EXIT_CONFIGURATION, run(command, home, said), file::toString);
                assertTrue(said.toString(StandardCharsets.UTF_8).contains("tmkms.toml"));
            }
            try (Stream<Path> left = Files.list(home)) {
                assertEquals(List.of(home.resolve("tmkms.toml")), left.toList());
            }
            files++;
        }
        figures.found("wrong configurations", files);
        assertTrue(files >= WRONG_FILES_MIN, files + " files");
    }

    private static int run(String command, Path home, ByteArrayOutputStream err) {
        PrintStream out = new PrintStream(OutputStream.nullOutputStream());
        PrintStream said = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal nobody = new Terminal(out, said, false, Optional.empty());
        Shell shell = new Shell(Persona.COUNTERSIGN, home, Map.of(), nobody, List::of);
        return CommandLines.execute(new String[] {command}, shell);
    }

    @Test
    void corpus_isLargeAndEachFileHasItsText() throws IOException {
        assertTrue(files("wrong").count() >= WRONG_FILES_MIN);
        try (Stream<Path> all = Files.list(CORPUS.resolve("wrong"))) {
            List<Path> texts = all.filter(path -> path.toString().endsWith(".txt")).toList();
            for (Path text : texts) {
                Path toml = text.resolveSibling(name(text).replace(".txt", ".toml"));
                assertTrue(Files.exists(toml), "no file for " + text);
            }
        }
    }

    private static Stream<Path> files(String folder) throws IOException {
        try (Stream<Path> all = Files.list(CORPUS.resolve(folder))) {
            List<Path> files =
                    all.filter(path -> path.toString().endsWith(".toml")).sorted().toList();
            return files.stream();
        }
    }

    private interface Reading {
        String of(Bytes contents);
    }

    private static DynamicTest compared(Path file, Reading reading) {
        return DynamicTest.dynamicTest(
                name(file),
                () -> {
                    String actual = reading.of(Bytes.of(Files.readAllBytes(file))) + "\n";
                    Path golden = file.resolveSibling(name(file).replace(".toml", ".txt"));
                    if ("write".equals(System.getProperty("countersign.goldens"))) {
                        Files.writeString(golden, actual);
                    }
                    assertEquals(Files.readString(golden), actual);
                });
    }

    private static String refusal(Bytes contents) {
        try {
            return "accepted:\n" + dump(ConfigFile.read("tmkms.toml", contents, BASE, HOME));
        } catch (ConfigException refused) {
            assertEquals(
                    refused.problems().stream()
                            .map(problem -> problem.in("tmkms.toml"))
                            .collect(Collectors.joining("\n")),
                    refused.getMessage());
            return String.valueOf(refused.getMessage());
        }
    }

    private static String parsed(Bytes contents) {
        try {
            return dump(ConfigFile.read("tmkms.toml", contents, BASE, HOME));
        } catch (ConfigException refused) {
            return "refused:\n" + refused.getMessage();
        }
    }

    private static String dump(Config config) {
        return Stream.of(
                        config.chains().stream().map(chain -> "chain " + chain),
                        config.validators().stream().map(validator -> "validator " + validator),
                        config.providers().stream().map(provider -> "provider " + provider),
                        config.txSigners().stream().map(signer -> "tx_signer " + signer),
                        config.audit().stream().map(audit -> "audit " + audit),
                        config.warnings().stream().map(warning -> "warning " + warning.in("")))
                .flatMap(lines -> lines)
                .map(ConfigCorpusTest::folded)
                .collect(Collectors.joining("\n"));
    }

    /// One component of a record per line, and `value@line` for what is located.
    private static String folded(String line) {
        return line.replaceAll("Located\\[value=([^\\[\\]]*), line=(\\d+)]", "$1@$2")
                .replaceAll(", (?=[a-zA-Z]+=)", ",\n    ");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
