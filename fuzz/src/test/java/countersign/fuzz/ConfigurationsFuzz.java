package countersign.fuzz;

import countersign.app.config.ConfigException;
import countersign.app.config.Problem;
import countersign.app.config.section.ConfigFile;
import countersign.bytes.Bytes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A configuration: it loads, or every problem has a place and says what is wrong.
public final class ConfigurationsFuzz implements FuzzTarget {
    private static final Path BASE = Path.of("/base");

    public static void fuzzerTestOneInput(byte[] input) {
        new ConfigurationsFuzz().fuzz(input);
    }

    @Override
    public void fuzz(byte[] input) {
        try {
            ConfigFile.read("tmkms.toml", Bytes.of(input), BASE, BASE);
        } catch (ConfigException refused) {
            FuzzTarget.require(!refused.problems().isEmpty(), "a refusal has a reason");
            for (Problem problem : refused.problems()) {
                FuzzTarget.require(problem.line() >= 0, "a problem has a place");
                FuzzTarget.require(!problem.what().isEmpty(), "a problem says what is wrong");
            }
        }
    }

    @Override
    public List<byte[]> seeds() {
        String whole =
                """
                [[chain]]
                id = "osmosis-1"
                key_format = { type = "hex" }
                state_file = "state/x.json"
                [[providers.softsign]]
                chain_ids = ["osmosis-1"]
                key_type = "consensus"
                path = "secrets/key"
                [[validator]]
                chain_id = "osmosis-1"
                addr = "tcp://localhost:26659"
                secret_key = "secrets/id"
                protocol_version = "v0.34"
                max_height = "500000"
                reconnect = true
                """;
        return List.of(
                text(whole), text("[[chain]]\nid = 1"), text("a = [[1, 2], {b = \"\\u00e9\"}]"));
    }

    private static byte[] text(String toml) {
        return toml.getBytes(StandardCharsets.UTF_8);
    }
}
