package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Five chains with a key each, and what becomes of them when somebody confuses two.
final class SwappedKeysTest {
    private static final int CHAINS = 5;

    @TempDir private Path directory = Path.of("unset");
    private Cli cli = Cli.countersign(Path.of("/"));
    private final List<String> addresses = new ArrayList<>();
    private int starts;

    @BeforeEach
    void home() {
        cli = Cli.countersign(directory);
        StringBuilder toml = new StringBuilder();
        for (int i = 0; i < CHAINS; i++) {
            cli.write(key(i), seed(i));
            cli.write(connectionKey(i), seed(CHAINS + i));
            toml.append(
                    """
                    [[chain]]
                    id = "chain-%1$d"
                    key_format = { type = "hex" }
                    [[providers.softsign]]
                    chain_ids = ["chain-%1$d"]
                    path = "key-%1$d"
                    [[validator]]
                    chain_id = "chain-%1$d"
                    addr = "tcp://127.0.0.1:1"
                    secret_key = "connection-%1$d"
                    reconnect = false
                    """
                            .formatted(i));
            addresses.add(cli.run("show-address", key(i)).endsWith(0).out().strip());
        }
        cli.write("tmkms.toml", toml.toString());
        cli.run("state", "init").endsWith(0);
        cli.run("check").endsWith(0);
    }

    @Proof("D7")
    void everyTwoConfused_areRefusedAtTheStart(Figures figures) throws IOException {
        // A check is the start without what comes after it; in the quick form some start as well.
        starts = figures.only(CHAINS, Integer.MAX_VALUE);
        int refused = 0;
        for (int i = 0; i < CHAINS; i++) {
            for (int j = 0; j < CHAINS; j++) {
                assertConnectionKeyRefused(i, j);
                refused++;
                if (i != j) {
                    assertForeignStateRefused(i, j);
                    assertTwinRefused(i, j);
                    refused += 2;
                }
                if (i < j) {
                    assertSwappedKeysRefused(i, j);
                    refused++;
                }
            }
        }
        cli.run("check").endsWith(0);
        figures.found("confusions of five keys and five chains refused", refused);
    }

    /// The keys of two chains change places: neither has a state with its new chain.
    private void assertSwappedKeysRefused(int one, int other) {
        cli.write(key(one), seed(other));
        cli.write(key(other), seed(one));
        refuses("there is no state for chain chain-" + one);
        cli.write(key(one), seed(one));
        cli.write(key(other), seed(other));
    }

    /// The state of one chain under the name of another's: a chain id changed under a key.
    private void assertForeignStateRefused(int one, int other) throws IOException {
        byte[] own = Files.readAllBytes(state(one));
        Files.write(state(one), Files.readAllBytes(state(other)));
        refuses(state(one).toString());
        Files.write(state(one), own);
    }

    /// One key for two chains in two files.
    private void assertTwinRefused(int one, int other) {
        cli.write(key(one), seed(other));
        refuses("this key is configured twice");
        cli.write(key(one), seed(one));
    }

    /// A consensus key as somebody's connection key too.
    private void assertConnectionKeyRefused(int one, int other) {
        cli.write(connectionKey(one), seed(other));
        refuses("is a signing key too");
        cli.write(connectionKey(one), seed(CHAINS + one));
    }

    private void refuses(String why) {
        requireRefused("check", why);
        if (starts > 0) {
            starts--;
            requireRefused("start", why);
        }
    }

    private void requireRefused(String command, String why) {
        Cli.Said said = cli.run(command);
        assertTrue(said.code() == 1 || said.code() == 78, said::toString);
        said.complains(why);
        assertEquals(-1, said.out().indexOf("KMS node ID"), said::toString);
    }

    private Path state(int chain) {
        return directory.resolve("state/chain-" + chain + "-" + addresses.get(chain) + ".state");
    }

    private static String key(int chain) {
        return "key-" + chain;
    }

    private static String connectionKey(int chain) {
        return "connection-" + chain;
    }

    private static String seed(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) (number + 1);
        return Base64.getEncoder().encodeToString(seed);
    }
}
