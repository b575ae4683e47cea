package countersign.app.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.Cli;
import countersign.app.config.provider.SecretSource;
import countersign.app.shell.Failure;
import countersign.app.shell.Persona;
import countersign.app.shell.Shell;
import countersign.app.shell.Terminal;
import countersign.bytes.SecretBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Passwords and passphrases from everywhere they may come from.
final class SecretSourcesTest {
    @TempDir private Path folder = Path.of("unset");

    private final Map<String, String> variables = new HashMap<>();

    @Test
    void file_isReadWithoutTheSpaceAroundIt() throws Exception {
        assertEquals("two words", read(file("a", " \ttwo words\r\n\n", "rw-------")));
        assertEquals("x", read(file("b", "x", "r--------")));
    }

    @Test
    void fileThatOthersCanRead_isRefused() throws Exception {
        refused(file("a", "secret", "rw-r-----"), "can be read by others");
    }

    @Test
    void missingFileOrFolder_isNamed() throws Exception {
        refused(new SecretSource.File(folder.resolve("none")), "none");
        refused(new SecretSource.File(folder), "is not a file");
    }

    @Test
    void emptyAndOverlongSecrets_areRefused() throws Exception {
        refused(file("a", "", "rw-------"), "is empty");
        refused(file("b", " \n\t\r\n", "rw-------"), "is empty");
        refused(file("c", "x".repeat(1025), "rw-------"), "longer than 1024 bytes");
        assertEquals(1024, read(file("d", "x".repeat(1024) + "\n", "rw-------")).length());
    }

    @Test
    void variable_isReadFromTheEnvironment() throws Exception {
        variables.put("PIN", " 1234\n");
        assertEquals("1234", read(new SecretSource.Variable("PIN")));
        refused(new SecretSource.Variable("OTHER"), "the secret is empty");
    }

    @Test
    void inlineSecret_isACopyOfItsOwn() throws Exception {
        SecretBytes text = SecretBytes.take("abc".getBytes(StandardCharsets.US_ASCII));
        SecretSource.Inline inline = new SecretSource.Inline(text);
        assertEquals("abc", read(inline));
        assertEquals("abc", read(inline));
        assertFalse(inline.toString().contains("abc"));
    }

    /// systemd decides on the mode of a credential, and lets root own it.
    @Test
    void credential_isReadFromSystemdsFolder() throws Exception {
        variables.put("CREDENTIALS_DIRECTORY", folder.toString());
        file("signer.pass", "of systemd\n", "r--r-----");
        assertEquals("of systemd", read(new SecretSource.Credential("signer.pass")));
        refused(new SecretSource.Credential("other"), folder.resolve("other").toString());
    }

    @Test
    void credentialWithoutSystemd_saysWhatIsMissing() {
        Failure failure = refused(new SecretSource.Credential("pass"), "no $CREDENTIALS_DIRECTORY");
        assertTrue(failure.problems().getFirst().next().contains("LoadCredential=pass:"));
        variables.put("CREDENTIALS_DIRECTORY", "");
        refused(new SecretSource.Credential("pass"), "no $CREDENTIALS_DIRECTORY");
    }

    @Test
    void nameOfACredential_cannotLeadOutOfTheFolder() {
        assertTrue(SecretSource.Credential.isName("a.b_c-1"));
        for (String name : new String[] {"", ".", "..", "../a", "a/b", ".a", "a b", "a\0"}) {
            assertFalse(SecretSource.Credential.isName(name), name);
        }
    }

    private SecretSource file(String name, String text, String mode) throws Exception {
        Path file = new Cli(Persona.COUNTERSIGN, folder, Map.of()).write(name, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return new SecretSource.File(file);
    }

    private String read(SecretSource source) throws Failure {
        try (SecretBytes secret = secrets().read(source, "the secret", "here: ")) {
            return new String(secret.unsafeExport(), StandardCharsets.US_ASCII);
        }
    }

    private Failure refused(SecretSource source, String words) {
        Failure failure =
                assertThrows(Failure.class, () -> secrets().read(source, "the secret", "here: "));
        String what = failure.problems().getFirst().what();
        assertTrue(what.startsWith("here: ") && what.contains(words), what);
        return failure;
    }

    private Secrets secrets() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Terminal nobody = new Terminal(nowhere, nowhere, false, Optional.empty());
        Shell shell = new Shell(Persona.COUNTERSIGN, folder, variables, nobody, List::of);
        return new KeyFiles(shell).secrets();
    }
}
