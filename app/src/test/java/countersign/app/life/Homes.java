package countersign.app.life;

import countersign.app.Cli;
import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import java.nio.file.Path;

/// Homes with states, for the tests of their lives.
final class Homes {
    private static final String KEY_HEX =
            "cba8cec72988a6cd9a61902f38ebc383bb4e3ccabb5a78df69500fd5d5c6ec1e";

    /// The public key of [Cli#KEY_FILE].
    static final PublicKey KEY = new PublicKey(KeyType.ED25519, Bytes.ofHex(KEY_HEX));

    private Homes() {}

    /// A home of two chains, each with a key and a state at the height named.
    static Cli two(Path directory, long first, long second) {
        Cli cli = twoWithoutStates(directory);
        cli.run("state", "init").endsWith(0);
        raise(cli, "test-1", first);
        raise(cli, "other-2", second);
        return cli;
    }

    static Cli twoWithoutStates(Path directory) {
        Cli cli = Cli.countersign(directory);
        cli.write("secrets/a.key", Cli.KEY_FILE);
        cli.write("secrets/b.key", Cli.IMPORTED_KEY_FILE);
        cli.write("tmkms.toml", chain("test-1", "a") + chain("other-2", "b"));
        return cli;
    }

    static void raise(Cli cli, String chain, long height) {
        if (height > 0) {
            cli.run("state", "raise", chain, "--height", "" + height, "--round", "0").endsWith(0);
        }
    }

    private static String chain(String id, String key) {
        return """
        [[chain]]
        id = "%s"
        key_format = { type = "hex" }
        state_file = "state/%s.json"

        [[providers.softsign]]
        chain_ids = ["%s"]
        path = "secrets/%s.key"

        [[validator]]
        chain_id = "%s"
        addr = "unix:///nowhere/%s.sock"
        reconnect = false

        """
                .formatted(id, id, id, key, id, id);
    }
}
