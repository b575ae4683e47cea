package countersign.app.life;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.Cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Old homes of more than one chain, and heights that are named although there is a state.
final class MigrateChainsTest {
    @TempDir private Path directory = Path.of("unset");
    private Cli cli = Cli.countersign(Path.of("/"));

    @BeforeEach
    void shell() {
        cli = Cli.countersign(directory);
    }

    @Test
    void keyOfSeveralChains_staysOneKey() {
        twoChains();

        migrate("cosmos-kms").endsWith(0);

        String configuration = cli.read("new/tmkms.toml");
        assertTrue(configuration.contains("chain_ids = [\"cosmoshub-4\", \"osmosis-1\"]"));
        cli.run("check", "-c", "new/tmkms.toml").endsWith(0);
        cli.run("state", "show", "-c", "new/tmkms.toml").prints("5000/0/2").prints("70/0/2");
    }

    @Test
    void heightOfOneOfSeveralChains_takesItsName() {
        twoChains();

        migrate("cosmos-kms", "--height", "9000")
                .endsWith(78)
                .complains("--height could be the height of any of 2 states")
                .complains("--chain");
        assertFalse(cli.has("new"));
        migrate("cosmos-kms", "--height", "9000", "--chain", "osmosis-1")
                .endsWith(0)
                .prints("up to 9000, from --height")
                .prints("5000/0/2");
        cli.run("state", "show", "-c", "new/tmkms.toml")
                .prints("height 9000, all rounds")
                .prints("h/r/s 5000/0/2");
    }

    /// The old signer may have signed on since its state was read.
    @Test
    void heightThatWasNamed_stillAsksForWhatWasSignedSince() {
        OldHomes.tmkms(cli);

        migrate("tmkms", "--height", "400000")
                .endsWith(0)
                .prints("up to 400000, from --height")
                .prints("if it was still running")
                .prints("--from-format tmkms " + directory + "/old/state/osmosis-1-consensus.json");
    }

    @Test
    void commandsToTypeLater_nameTheConfigurationOfAFolder() {
        OldHomes.tmkms(cli);
        cli.run("state", "init", "-c", "old/tmkms.toml").endsWith(0);
        cli.run("state", "raise", "-c", "old/tmkms.toml", "osmosis-1", "--height", "400000");

        migrate("tmkms").endsWith(0).prints("export -c " + directory + "/old/tmkms.toml marks");
    }

    @Test
    void audit_isBegunAnewInTheNewHome() {
        OldHomes.tmkms(cli);
        cli.write(
                "old/tmkms.toml",
                cli.read("old/tmkms.toml")
                        + "\n[audit]\ndirectory = \"%s/old/audit\"\n".formatted(directory));

        migrate("tmkms").endsWith(0);

        assertTrue(
                cli.read("new/tmkms.toml").contains("directory = \"" + directory + "/new/audit\""));
        assertTrue(cli.has("new/audit/audit-00000001.jsonl"));
        assertFalse(cli.has("old/audit"));
    }

    private void twoChains() {
        OldHomes.cosmosKms(cli);
        cli.write("old/state/osmosis-1.json", "{\"height\":\"70\",\"round\":0,\"step\":3}");
        cli.write(
                "old/kms.yaml",
                cli.read("old/kms.yaml")
                        .replace(
                                "    state_file: \"\"\n",
                                "    state_file: \"\"\n  - id: osmosis-1\n    state_file: \"\"\n")
                        .replace(
                                "keys:\n",
                                "  - chain_id: osmosis-1\n    addr: tcp://10.0.0.6:26659\nkeys:\n")
                        .replace("[cosmoshub-4]", "[cosmoshub-4, osmosis-1]"));
    }

    private Cli.Said migrate(String origin, String... more) {
        List<String> command =
                new ArrayList<>(List.of("migrate", origin, "old", "--home", "new", "--yes"));
        command.addAll(List.of(more));
        return cli.run(command.toArray(String[]::new));
    }
}
