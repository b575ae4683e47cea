package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import countersign.app.shell.Persona;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

final class SoftsignTest {
    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void keygen_writesNewFileOfOwnerAlone(Persona persona) throws IOException {
        Cli cli = new Cli(persona, directory, Map.of());

        cli.run("softsign", "keygen", "a.key").endsWith(0);
        cli.run("keygen", "b.key").endsWith(0);
        cli.run("softsign", "keygen", "-t", "account", "c.key").endsWith(0);

        for (String file : new String[] {"a.key", "b.key", "c.key"}) {
            assertEquals(44, cli.read(file).length());
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve(file))));
        }
        cli.run("show-pubkey", "-t", "account", "--hrp", "cosmospub", "c.key")
                .endsWith(0)
                .prints("cosmospub1addwnpepq");
    }

    @ParameterizedTest
    @EnumSource
    void keygenOrImportOverFile_refusesAndKeepsIt(Persona persona) {
        Cli cli = new Cli(persona, directory, Map.of());
        cli.write("a.key", Cli.KEY_FILE);
        cli.write("priv_validator_key.json", Cli.PRIV_VALIDATOR_KEY);

        cli.run("softsign", "keygen", "a.key").endsWith(1).complains("a.key exists already");
        cli.run("softsign", "import", "priv_validator_key.json", "a.key")
                .endsWith(1)
                .complains("a.key exists already");

        assertEquals(Cli.KEY_FILE, cli.read("a.key"));
    }

    @Test
    void import_writesSeedAlone() {
        Cli cli = Cli.countersign(directory);
        cli.write("priv_validator_key.json", Cli.PRIV_VALIDATOR_KEY);

        cli.run("softsign", "import", "-f", "json", "priv_validator_key.json", "a.key")
                .endsWith(0)
                .prints("Imported Ed25519 private key to ");

        assertEquals(Cli.IMPORTED_KEY_FILE, cli.read("a.key"));
    }

    @Test
    void importOfWhatIsNoKey_namesItAndWritesNothing() {
        Cli cli = Cli.countersign(directory);
        cli.write("empty.json", "");
        cli.write("cut.json", Cli.PRIV_VALIDATOR_KEY.substring(0, 90));
        cli.write("other.json", "{\"height\":\"0\"}");

        for (String file : new String[] {"empty.json", "cut.json", "other.json", "none.json"}) {
            cli.run("softsign", "import", file, "a.key").endsWith(78).complains(file);
        }
        assertFalse(cli.has("a.key"));
    }

    @Test
    void keygenIntoMissingFolder_saysSo() {
        Cli.countersign(directory)
                .run("softsign", "keygen", "none/a.key")
                .endsWith(1)
                .complains("its folder does not exist");
    }

    @Test
    void wrongCommandLines_haveTheExitCodesOfTheirPersona() {
        Cli own = Cli.countersign(directory);
        Cli tmkms = Cli.tmkms(directory);

        own.run().endsWith(64).complains("countersign: error: missing required subcommand");
        tmkms.run().endsWith(2).complains("error: missing required subcommand");
        own.run("start", "--nonsense").endsWith(64).complains("--nonsense");
        tmkms.run("start", "--nonsense").endsWith(2);
        own.run("softsign", "keygen").endsWith(64).complains("expected 1 argument, got 0");
        tmkms.run("softsign", "keygen").endsWith(1);
        tmkms.run("softsign", "import", "a").endsWith(1).complains("expected 2 arguments, got 1");
        tmkms.run("softsign", "import", "-f", "raw", "a", "b").endsWith(1).complains("raw");
        own.run("softsign", "import", "-f", "raw", "a", "b").endsWith(64).complains("raw");
        own.run("softsign", "keygen", "-t", "x", "a").endsWith(64).complains("unknown key type: x");
        own.run("keygen", "-t", "x", "a").endsWith(64);
        own.run("show-pubkey", "-t", "x", "a").endsWith(64);
        own.run("init", "-n", "No Such Net", "a").endsWith(64).complains("No Such Net");
        tmkms.run("init", "-n", "No Such Net", "a").endsWith(1);
        tmkms.run("softsign", "keygen", "-t", "x", "a")
                .endsWith(1)
                .complains("error: unknown key type: x (must be 'account' or 'consensus')");
    }

    @Test
    void version_isBare() {
        assertEquals("0.1.0\n", Cli.tmkms(directory).run("version").endsWith(0).out());
    }
}
