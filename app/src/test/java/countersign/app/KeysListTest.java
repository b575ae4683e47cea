package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.nio.file.Path;
import java.util.List;

/// What an operator sees of his keys.
final class KeysListTest {
    private static final String CONFIGURATION =
            """
            [[chain]]
            id = "a-1"
            key_format.type = "bech32"
            key_format.account_key_prefix = "apub"
            key_format.consensus_key_prefix = "avalconspub"

            [[chain]]
            id = "b-1"
            key_format = { type = "hex" }

            [[providers.softsign]]
            chain_ids = ["a-1", "b-1"]
            path = "a.key"
            name = "main"

            [[providers.softsign]]
            chain_ids = ["b-1"]
            key_type = "account"
            path = "b.key"

            [[validator]]
            chain_id = "a-1"
            addr = "unix:///run/a.sock"
            key = "main"
            """;

    @TempDir private Path folder = Path.of("unset");

    @BeforeEach
    void makeHome() {
        Cli cli = Cli.countersign(folder);
        cli.write("a.key", Cli.KEY_FILE);
        cli.run("softsign", "keygen", "-t", "account", "b.key").endsWith(0);
        cli.write("tmkms.toml", CONFIGURATION);
    }

    @Test
    void list_showsEveryKeyAsItsChainsDo() {
        String out = Cli.countersign(folder).run("keys", "list").endsWith(0).out();
        List<String> lines = out.lines().toList();
        assertEquals("softsign main: ed25519 " + Cli.ADDRESS, lines.getFirst());
        assertTrue(lines.get(1).startsWith("  a-1  avalconspub1zcjduepq"), out);
        assertTrue(lines.get(2).startsWith("  b-1  "), out);
        assertTrue(lines.get(3).matches("  probe: [0-9.]+ ms a signature, median of 5"), out);
        assertTrue(lines.get(4).startsWith("softsign: secp256k1 "), out);
        assertEquals(7, lines.size());
    }

    @Test
    void json_isAnObjectALine() {
        String out = Cli.countersign(folder).run("keys", "list", "--json").endsWith(0).out();
        List<JsonNode> keys = out.lines().map(new ObjectMapper()::readTree).toList();
        assertEquals(2, keys.size());
        JsonNode main = keys.getFirst();
        assertEquals("softsign", main.get("provider").asString());
        assertEquals("main", main.get("name").asString());
        assertEquals(Cli.ADDRESS, main.get("address").asString());
        assertEquals(64, main.get("public_key").asString().length());
        assertEquals("a-1", main.get("chains").get(0).get("id").asString());
        assertTrue(main.get("probe_us").asLong() > 0);
        assertEquals("{\"votes_only\":false,\"own_state\":false}", main.get("limits").toString());
        assertEquals("secp256k1", keys.getLast().get("type").asString());
        assertEquals("account", keys.getLast().get("role").asString());
        JsonNode chain = keys.getLast().get("chains").get(0);
        assertEquals(keys.getLast().get("address"), chain.get("address"));
        assertTrue(chain.get("public_key") == null, chain::toString);
    }

    @Test
    void keyThatCannotBeOpened_isNamed() {
        Cli cli = Cli.countersign(folder);
        cli.write("a.key", "nonsense!");
        cli.run("keys", "list").endsWith(78).complains("tmkms.toml:").complains("a.key");
    }
}
