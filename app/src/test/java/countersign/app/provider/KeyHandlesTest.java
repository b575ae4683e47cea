package countersign.app.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A bare key would sign anything for anybody. One class of the program takes keys as they are
/// opened, and gives each to what signs votes or to what signs transactions.
final class KeyHandlesTest {
    private static final Path OURS = Path.of("target/classes");
    private static final String HANDLE = "countersign/keyring/spi/KeyHandle";

    @Test
    void bareKeys_areSeenByOneClassAlone() throws IOException {
        Set<String> seeing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(OURS)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                if (names(file)) {
                    seeing.add(OURS.relativize(file).toString());
                }
            }
        }
        assertEquals(Set.of("countersign/app/provider/ConfiguredKeys.class"), seeing);
    }

    private static boolean names(Path file) throws IOException {
        return StreamSupport.stream(ClassFile.of().parse(file).constantPool().spliterator(), false)
                .anyMatch(
                        entry ->
                                entry instanceof Utf8Entry text
                                        && text.stringValue().contains(HANDLE));
    }
}
