package countersign.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.node.Ports;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// A validator's guide to tmkms 0.11 on Osmosis, followed to the letter with this program under the
/// name `tmkms`. Only where things lie is different: `/root` and `/blockchain` are folders of the
/// test, and the port is one that is free.
final class OsmosisGuideIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long BLOCKS = 5;
    private static final String GUIDE_PORT = "26659";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path machine;

    private String port = "";

    @Test
    void guideForTmkms_followedStepByStep_signsBlocks() throws IOException {
        port = Integer.toString(Ports.free());
        installUnderTheNameTmkms();
        RealNode node =
                RealNode.init(NodeVersion.TENDERMINT_0_34, path("/blockchain/osmosis/osmosis-1"));
        node.chainId("osmosis-1");
        String validator = node.address();
        Files.createDirectories(path("/root/kms"));

        shell("mkdir /root/kms/osmosis");
        shell("tmkms init /root/kms/osmosis");
        for (String made : List.of("schema", "secrets", "state", "tmkms.toml")) {
            assertTrue(Files.exists(path("/root/kms/osmosis").resolve(made)), made);
        }
        shell("tmkms softsign keygen /root/kms/osmosis/secrets/secret_connection_key");
        shell(
                "cp /blockchain/osmosis/osmosis-1/config/priv_validator_key.json"
                        + " /root/kms/osmosis/secrets");
        shell(
                "tmkms softsign import /root/kms/osmosis/secrets/priv_validator_key.json"
                        + " /root/kms/osmosis/secrets/priv_validator_key");
        shell("rm /root/kms/osmosis/secrets/priv_validator_key.json");
        shell("rm /blockchain/osmosis/osmosis-1/config/priv_validator_key.json");
        Files.writeString(path("/root/kms/osmosis/tmkms.toml"), here(configurationOfTheGuide()));
        node.configure("", "priv_validator_laddr", here("tcp://0.0.0.0:26659"));
        shell(
                "sed -i -e 's/^priv_validator_key_file/# &/' -e 's/^priv_validator_state_file/# &/'"
                        + " /blockchain/osmosis/osmosis-1/config/config.toml");

        try (node;
                Child signer =
                        systemd("/root/.cargo/bin/tmkms start -c /root/kms/osmosis/tmkms.toml")) {
            signer.awaitWords("Connection refused", SOON);
            assertFalseStart(signer.said());
            node.start();
            node.awaitBlock(BLOCKS, SOON);
            assertSigning(signer);
            for (long height = 1; height <= BLOCKS; height++) {
                assertEquals(List.of(validator), node.rpc().signersOf(height));
            }
        }
        assertTrue(heightInTmkmsState() >= BLOCKS, "tmkms' own state file is kept up to date");
    }

    /// The lines that the guide shows while the node is down.
    private void assertFalseStart(String log) {
        assertLine("INFO tmkms::commands::start: tmkms .+ starting up\\.\\.\\.", log);
        assertLine(
                "INFO tmkms::keyring: \\[keyring:softsign\\] added consensus Ed25519 key:"
                        + " osmovalconspub1zcjduepq\\w+",
                log);
        assertLine("INFO tmkms::connection::tcp: KMS node ID: \\w+", log);
        assertLine(
                "ERROR tmkms::client: \\[osmosis-1@tcp://localhost:26659\\] .*Connection refused.*",
                log);
    }

    /// The lines that the guide shows once the node is up; `PreCommit` is spelled as in later
    /// tmkms.
    private void assertSigning(Child signer) {
        signer.awaitWords("signed Precommit:", SOON);
        String log = signer.said();
        assertLine(
                "INFO tmkms::session: \\[osmosis-1@tcp://localhost:26659\\] connected to validator"
                        + " successfully",
                log);
        assertLine(
                "WARN tmkms::session: \\[osmosis-1@tcp://localhost:26659\\]: unverified validator"
                        + " peer ID! \\([0-9a-f]{40}\\)",
                log);
        assertLine(
                "INFO tmkms::session: \\[osmosis-1@tcp://localhost:26659\\] signed"
                        + " Precommit:[0-9A-F]{10} at h/r/s \\d+/0/2 \\(\\d+ ms\\)",
                log);
    }

    private void assertLine(String expression, String log) {
        Pattern line =
                Pattern.compile(
                        "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z +"
                                + expression.replace(GUIDE_PORT, port)
                                + "$",
                        Pattern.MULTILINE);
        assertTrue(line.matcher(log).find(), "no line `" + expression + "` in\n" + log);
    }

    private void installUnderTheNameTmkms() throws IOException {
        Path bin = Files.createDirectories(path("/root/.cargo/bin"));
        Files.createSymbolicLink(bin.resolve("tmkms"), PackagedProgram.in(machine).launcher());
    }

    /// `tmkms.toml` as the guide has it after editing.
    private static String configurationOfTheGuide() throws IOException {
        try (InputStream file =
                OsmosisGuideIT.class.getResourceAsStream("/guides/osmosis-tmkms.toml")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// One line of the guide, as typed by root.
    private void shell(String line) {
        Child.finish(machine.resolve("shell.log"), machine, environment(), sh(line));
    }

    /// What systemd does with the guide's unit: `ExecStart` in `WorkingDirectory`.
    private Child systemd(String execStart) {
        return Child.start(
                machine.resolve("journal.log"),
                path("/root/kms/osmosis"),
                environment(),
                sh("exec " + execStart));
    }

    private static Map<String, String> environment(Path bin) {
        return Map.of("PATH", bin + ":" + System.getenv("PATH"));
    }

    private Map<String, String> environment() {
        return environment(path("/root/.cargo/bin"));
    }

    private List<String> sh(String line) {
        return List.of("sh", "-c", here(line));
    }

    private Path path(String guide) {
        return Path.of(here(guide));
    }

    /// The guide's text with this machine's places.
    private String here(String guide) {
        return guide.replace("/root/", machine + "/root/")
                .replace("/blockchain/", machine + "/blockchain/")
                .replace(GUIDE_PORT, port);
    }

    private long heightInTmkmsState() {
        Path file = path("/root/kms/osmosis/state/priv_validator_state.json");
        return Long.parseLong(
                JsonMapper.shared().readTree(file.toFile()).path("height").asString("0"));
    }
}
