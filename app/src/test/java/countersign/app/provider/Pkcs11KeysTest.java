package countersign.app.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.Cli;
import countersign.app.config.Config;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.section.ConfigFile;
import countersign.app.key.KeyFiles;
import countersign.app.shell.Failure;
import countersign.app.shell.Persona;
import countersign.app.shell.Shell;
import countersign.app.shell.Terminal;
import countersign.bytes.Bytes;
import countersign.provider.pkcs11.Token;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One library under two names. Nothing is loaded.
final class Pkcs11KeysTest {
    private static final int SECOND_MODULE_LINE = 11;

    @TempDir private Path folder = Path.of("unset");

    @BeforeEach
    void files() throws Exception {
        Cli cli = Cli.countersign(folder);
        cli.write("pin", "1234");
        Path library = cli.write("libtoken.so.1", "");
        Files.createSymbolicLink(folder.resolve("libtoken.so"), library);
        cli.write("other.so", "");
    }

    @Test
    void oneLibraryUnderTwoNames_isOneModule() throws Exception {
        Pkcs11Keys keys = keys(config("libtoken.so", "kms"));

        assertSame(
                keys.module(folder.resolve("libtoken.so")),
                keys.module(folder.resolve("libtoken.so.1")));
        assertNotSame(
                keys.module(folder.resolve("libtoken.so")),
                keys.module(folder.resolve("other.so")));
    }

    @Test
    void oneTokenInTwoSections_isRefused_whateverItsLibraryIsCalled() throws Exception {
        Config config = config("libtoken.so", "kms");
        Pkcs11Keys keys = keys(config);
        keys.token(section(config, 0)).close();

        Failure failure = assertThrows(Failure.class, () -> keys.token(section(config, 1)));

        String what = failure.problems().getFirst().what();
        assertTrue(what.startsWith(config.origin(SECOND_MODULE_LINE)), what);
        assertTrue(what.contains("the module of line 5 by another path"), what);
    }

    @Test
    void twoTokens_andOneSectionTwice_areOpened() throws Exception {
        Config config = config("libtoken.so", "other");
        Pkcs11Keys keys = keys(config);
        for (int at : new int[] {0, 1, 0, 1}) {
            try (Token token = keys.token(section(config, at))) {
                assertEquals(Token.class, token.getClass());
            }
        }
    }

    private Config config(String second, String secondToken) throws Exception {
        String text =
                """
                [[chain]]
                id = "test-1"

                [[providers.pkcs11]]
                module = "libtoken.so.1"
                token_label = "kms"
                pin_file = "pin"
                keys = [{ chain_ids = ["test-1"], key_label = "a", name = "a" }]

                [[providers.pkcs11]]
                module = "%s"
                token_label = "%s"
                pin_file = "pin"
                keys = [{ chain_ids = ["test-1"], key_label = "b", name = "b" }]

                [[validator]]
                chain_id = "test-1"
                addr = "unix:///run/node.sock"
                key = "a"
                """
                        .formatted(second, secondToken);
        Bytes contents = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
        return ConfigFile.read("tmkms.toml", contents, folder, folder);
    }

    private static ProviderSettings.Pkcs11 section(Config config, int at) {
        return (ProviderSettings.Pkcs11) config.providers().get(at);
    }

    private Pkcs11Keys keys(Config config) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Terminal nobody = new Terminal(nowhere, nowhere, false, Optional.empty());
        Shell shell = new Shell(Persona.COUNTERSIGN, folder, Map.of(), nobody, List::of);
        return new Pkcs11Keys(config, new KeyFiles(shell).secrets());
    }
}
