package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

final class StartTest {
    @TempDir Path directory;

    private Cli cli = Cli.countersign(Path.of("/"));
    private Cli tmkms = Cli.tmkms(Path.of("/"));

    @BeforeEach
    void home() {
        cli = Cli.countersign(directory);
        tmkms = Cli.tmkms(directory);
        cli.writeHome();
        cli.run("state", "init").endsWith(0);
    }

    @Test
    void missingConfiguration_isNamed() {
        cli.run("start", "-c", "none.toml").endsWith(78).complains("none.toml");
        tmkms.run("start", "-c", "none.toml").endsWith(1).complains("none.toml");
    }

    @Test
    void variableNamesConfiguration_unlessOptionDoes() {
        Cli other = new Cli(cli.persona(), directory, Map.of("TMKMS_CONFIG_FILE", "none.toml"));

        other.run("check").endsWith(78).complains("none.toml");
        other.run("check", "-c", "tmkms.toml").endsWith(0);
    }

    @Test
    void everyProblemOfConfiguration_isReportedWithItsLine() {
        cli.write("tmkms.toml", "[[chain]]\nid = \"a b\"\n\n[[validator]]\nchain = 5\n");

        cli.run("check")
                .endsWith(78)
                .complains("countersign: error: tmkms.toml:2: ")
                .complains("countersign: error: tmkms.toml:5: ")
                .complains("countersign: hint: ");
    }

    @Test
    void noValidator_isAnErrorButNotForTmkms() {
        String configuration = cli.read("tmkms.toml");
        cli.write("tmkms.toml", configuration.substring(0, configuration.indexOf("[[validator]]")));

        cli.run("start").endsWith(78).complains("has no [[validator]]");
        tmkms.run("start").endsWith(0);
    }

    @Test
    void keyFileThatOthersRead_isRefusedButForTmkmsWarnedOf() throws IOException {
        Files.setPosixFilePermissions(
                directory.resolve("secrets/consensus.key"),
                PosixFilePermissions.fromString("rw-r--r--"));

        cli.run("start").endsWith(78).complains("tmkms.toml:8: ").complains("chmod 600");
        tmkms.run("start").endsWith(1).complains("warning: ").complains("chmod 600");
    }

    @Test
    void missingKeyFile_isNamedWithItsLine() throws IOException {
        Files.delete(directory.resolve("secrets/consensus.key"));

        cli.run("start")
                .endsWith(78)
                .complains("tmkms.toml:8: there is no key file ")
                .complains("secrets/consensus.key");
    }

    @Test
    void unusableKeyFile_isNamedAndStays() {
        for (String text : new String[] {"", "####", "AAAA", "{}"}) {
            cli.write("secrets/consensus.key", text);

            cli.run("start").endsWith(78).complains("secrets/consensus.key");

            assertEquals(text, cli.read("secrets/consensus.key"));
        }
    }

    @Test
    void oneKeyForSigningAndConnecting_isRefused() {
        cli.write("secrets/connection.key", Cli.KEY_FILE);
        String configuration = cli.read("tmkms.toml");
        cli.write(
                "tmkms.toml",
                configuration
                        + """

                        [[validator]]
                        chain_id = "test-1"
                        addr = "tcp://127.0.0.1:1"
                        secret_key = "secrets/connection.key"
                        """);

        cli.run("check").endsWith(78).complains("is a signing key too");
    }

    @Test
    void logAsJson_isOneObjectALine() {
        String log = cli.run("start", "--log-format", "json").endsWith(1).out();

        assertEquals(
                log.lines().count(),
                log.lines().filter(l -> l.startsWith("{\"time\":\"") && l.endsWith("}")).count());
    }
}
