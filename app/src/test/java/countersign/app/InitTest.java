package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

final class InitTest {
    @TempDir Path directory;

    @Test
    void init_makesHomeThatWouldStart() throws IOException {
        Cli cli = Cli.countersign(directory);

        cli.run("init", "-n", "osmosis,cosmoshub", "home").endsWith(0).prints("   Generated KMS");

        cli.run("check", "-c", "home/tmkms.toml").endsWith(0).prints("it would start");
        for (String secret :
                new String[] {
                    "kms-identity.key", "osmosis-1-consensus.key", "cosmoshub-4-consensus.key"
                }) {
            assertEquals("rw-------", mode("home/secrets/" + secret));
        }
        assertEquals("rwx------", mode("home/secrets"));
    }

    @Test
    void initTwice_refusesAndLeavesEveryFile() {
        Cli cli = Cli.countersign(directory);
        cli.run("init", "home").endsWith(0);
        String key = cli.read("home/secrets/kms-identity.key");
        cli.write("home/tmkms.toml", "mine");

        cli.run("init", "home").endsWith(1).complains("home/tmkms.toml exists already");
        Cli.tmkms(directory).run("init", "home").endsWith(1).complains("exists already");

        assertEquals("mine", cli.read("home/tmkms.toml"));
        assertEquals(key, cli.read("home/secrets/kms-identity.key"));
    }

    @Test
    void initOverOldIdentityKey_refusesBeforeAnythingIsMade() {
        Cli cli = Cli.countersign(directory);
        cli.write("home/secrets/kms-identity.key", Cli.KEY_FILE);

        cli.run("init", "home").endsWith(1).complains("kms-identity.key exists already");

        assertFalse(cli.has("home/tmkms.toml"));
        assertFalse(cli.has("home/state"));
        assertEquals(Cli.KEY_FILE, cli.read("home/secrets/kms-identity.key"));
    }

    @Test
    void initWithKeyAndState_takesBothOver() {
        Cli cli = Cli.countersign(directory);
        cli.write("priv_validator_key.json", Cli.PRIV_VALIDATOR_KEY);
        cli.write(
                "priv_validator_state.json",
                """
                {
                  "height": "4711",
                  "round": 2,
                  "step": 3
                }\
                """);

        cli.run(
                        "init",
                        "--key",
                        "priv_validator_key.json",
                        "--state",
                        "priv_validator_state.json",
                        "home")
                .endsWith(0);

        assertEquals(Cli.IMPORTED_KEY_FILE, cli.read("home/secrets/cosmoshub-4-consensus.key"));
        cli.run("state", "show", "-c", "home/tmkms.toml")
                .endsWith(0)
                .prints(
                        "275184F7F3BB2D1EB56FB91F0DC9E0FE6FB64097 nothing is signed up to h/r/s"
                                + " 4711/2/2");
    }

    @Test
    void initWithKeyButWithoutState_warns() {
        Cli cli = Cli.countersign(directory);
        cli.write("priv_validator_key.json", Cli.PRIV_VALIDATOR_KEY);

        cli.run("init", "--key", "priv_validator_key.json", "home")
                .endsWith(0)
                .complains("may sign every height anew");
    }

    @Test
    void tmkmsInitWithStateButWithoutKey_refusesBeforeAnythingIsMade() {
        Cli cli = Cli.tmkms(directory);
        cli.write("old.json", "{\"height\":\"7\",\"round\":0,\"step\":3}");

        cli.run("init", "--state", "old.json", "home").endsWith(2).complains("--key");
        assertFalse(cli.has("home"));
    }

    @Test
    void networkNamedTwice_isRefusedBeforeAnythingIsMade() {
        Cli cli = Cli.countersign(directory);

        cli.run("init", "-n", "osmosis,osmosis-1", "home").endsWith(64).complains("named twice");
        assertFalse(cli.has("home"));
    }

    @Test
    void tmkmsInit_leavesRoomForTheKeyThatIsImportedLater() {
        Cli cli = Cli.tmkms(directory);
        cli.write("priv_validator_key.json", Cli.PRIV_VALIDATOR_KEY);

        cli.run("init", "home").endsWith(0).complains("   Generated KMS configuration: ");
        cli.run(
                        "softsign",
                        "import",
                        "priv_validator_key.json",
                        "home/secrets/cosmoshub-4-consensus.key")
                .endsWith(0);

        assertTrue(cli.has("home/schema"));
        cli.run("check", "-c", "home/tmkms.toml").endsWith(0);
    }

    @Test
    void initOfUnknownNetwork_takesItForChainIdWithWarning() {
        Cli cli = Cli.tmkms(directory);

        cli.run("init", "out", "-n", "kira")
                .endsWith(0)
                .complains("warning: unknown CometBFT network: `kira`");

        assertTrue(cli.read("out/tmkms.toml").contains("id = \"kira\""));
        cli.run("init", "other", "-n", "../x").endsWith(1).complains("unknown CometBFT network");
        assertFalse(cli.has("other"));
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve(file)));
    }
}
