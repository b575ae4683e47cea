package countersign.app.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import countersign.app.Cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Moving in from every other signer.
final class MigrateTest {
    private static final Path GOLDEN = Path.of("src/test/resources/migrate");

    @TempDir private Path directory = Path.of("unset");
    private Cli cli = Cli.countersign(Path.of("/"));

    @BeforeEach
    void shell() {
        cli = Cli.countersign(directory);
    }

    /// The plan word by word, the same said by a dry run that writes nothing, and the home itself.
    @ParameterizedTest
    @ValueSource(strings = {"tmkms", "tmkms-light", "horcrux", "cosmos-kms", "file-pv"})
    void everyOldHome_becomesAHomeThatWouldStart(String origin) throws IOException {
        make(origin);
        Map<String, String> before = everything();

        String dry = migrate(origin, "--dry-run").endsWith(0).out();
        assertEquals(before, everything());
        Cli.Said said = migrate(origin, "--yes").endsWith(0);

        assertTrue(said.out().startsWith(dry), said.out());
        assertEquals(golden(origin), said.out().replace(directory.toString(), "/home/me"));
        Map<String, String> after = everything();
        after.keySet().removeIf(path -> path.startsWith("new/"));
        assertEquals(before, after, "nothing outside the new home has changed");
        cli.run("check", "-c", "new/tmkms.toml").endsWith(0);
        cli.run("state", "verify", "-c", "new/tmkms.toml").endsWith(0).prints(", intact: ");
        try (Stream<Path> secrets = Files.list(directory.resolve("new/secrets"))) {
            for (Path file : secrets.toList()) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
    }

    @Test
    void tmkmsConfiguration_keepsItsWordsAndComments() {
        OldHomes.tmkms(cli);
        migrate("tmkms", "--yes").endsWith(0);
        String expected =
                cli.read("old/tmkms.toml")
                        .replace("= '" + directory + "/old/", "= \"" + directory + "/new/")
                        .replace("consensus.key'", "consensus.key\"")
                        .replace("= \"secrets", "= \"" + directory + "/new/secrets")
                        .replace(
                                "state_file = \"" + directory + "/old",
                                "state_file = \"" + directory + "/new");
        assertEquals(expected, cli.read("new/tmkms.toml"));
        assertEquals(
                cli.read("old/secrets/kms-identity.key"), cli.read("new/secrets/kms-identity.key"));
    }

    /// What this program signed in the old home counts as much as what tmkms did.
    @Test
    void ownStateInTheOldHome_isTakenWhereItIsHigher() {
        OldHomes.tmkms(cli);
        cli.run("state", "init", "-c", "old/tmkms.toml").endsWith(0);
        cli.run("state", "raise", "-c", "old/tmkms.toml", "osmosis-1", "--height", "400000");

        migrate("tmkms", "--yes").endsWith(0).prints("nothing is signed up to 400000, from ");
        cli.run("state", "show", "-c", "new/tmkms.toml").prints("height 400000, all rounds");
    }

    @Test
    void accountKeyBesideTheVotes_movesAlong() {
        OldHomes.tmkms(cli);
        addAccountKey();
        migrate("tmkms", "--yes").endsWith(0).prints("secrets/account.key");
        cli.run("check", "-c", "new/tmkms.toml").endsWith(0);
        assertEquals(cli.read("old/account.key"), cli.read("new/secrets/account.key"));
    }

    @Test
    void transactionSigner_isRefusedBeforeItsJournalIsLeftBehind() {
        OldHomes.tmkms(cli);
        addAccountKey();
        add(
                """

                [[tx_signer]]
                chain_id = "osmosis-1"
                format = "direct"
                account_address = "osmo1um67myr7hprxnke3gy4enfy8am9f6jja8hjy67"
                acl = { msg_type = ["/cosmos.bank.v1beta1.MsgSend"] }
                poll_interval = { blocks = 1 }
                source = { protocol = "jsonrpc", uri = "http://127.0.0.1:23456/payments" }
                rpc = { addr = "tcp://127.0.0.1:26657" }
                """);
        migrate("tmkms", "--yes").endsWith(78).complains("a [[tx_signer]] with its schema and");
        assertFalse(cli.has("new"));
    }

    @Test
    void answerOtherThanYes_writesNothing() {
        OldHomes.tmkms(cli);
        String[] command = {"migrate", "tmkms", "old", "--home", "new"};
        cli.run(command).endsWith(64).complains("no terminal").complains("add --yes");
        cli.typing("no").run(command).endsWith(1).complains("not confirmed");
        assertFalse(cli.has("new"));
        cli.typing("yes").run(command).endsWith(0);
        assertTrue(cli.has("new/tmkms.toml"));
    }

    @Test
    void homeThatIsThere_isNotTouched() throws IOException {
        OldHomes.tmkms(cli);
        cli.write("new/mine", "mine");
        migrate("tmkms", "--yes").endsWith(1).complains("exists already and is not empty");
        migrate("tmkms", "--dry-run").endsWith(1).complains("exists already");
        assertEquals("mine", cli.read("new/mine"));
        Files.delete(directory.resolve("new/mine"));
        migrate("tmkms", "--yes").endsWith(0);
        cli.run("migrate", "tmkms", "old", "--home", "a/b").endsWith(1).complains("above it does");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmkms", "tmkms-light", "horcrux", "cosmos-kms", "file-pv"})
    void missingState_needsAHeight(String origin) throws IOException {
        make(origin);
        try (Stream<Path> all = Files.walk(directory.resolve("old"))) {
            for (Path file : all.filter(path -> path.toString().matches(".*stat.*json")).toList()) {
                Files.delete(file);
            }
        }
        migrate(origin, "--yes")
                .endsWith(78)
                .complains("there is no state of chain ")
                .complains("with --height");
        assertFalse(cli.has("new"));
        migrate(origin, "--yes", "--height", "77").endsWith(0).prints("up to 77, from --height");
        cli.run("state", "show", "-c", "new/tmkms.toml").prints("height 77, all rounds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmkms", "tmkms-light", "horcrux", "cosmos-kms", "file-pv"})
    void damagedStateAndKey_areNamedAtOnceAndNothingIsWritten(String origin) throws IOException {
        make(origin);
        Map<String, String> before = everything();
        for (Map.Entry<String, String> file : before.entrySet()) {
            boolean key = file.getKey().matches(".*(consensus|secret|_key|hub)\\.(key|json)");
            boolean state = file.getKey().matches("old/(state|data)/.*json");
            if (key || state) {
                cli.write(file.getKey(), "{");
                migrate(origin, "--yes")
                        .endsWith(78)
                        .complains(directory.resolve(file.getKey()) + "");
                Path path = directory.resolve(file.getKey());
                Files.delete(path);
                Files.createSymbolicLink(path, directory.resolve("old/elsewhere"));
                cli.write("old/elsewhere", file.getValue());
                migrate(origin, "--yes").endsWith(78).complains("is a symbolic link");
                Files.delete(path);
                Files.createDirectory(path);
                migrate(origin, "--yes").endsWith(78).complains(path + "");
                Files.delete(path);
                cli.write(file.getKey(), file.getValue());
                Files.delete(directory.resolve("old/elsewhere"));
            }
            assertFalse(cli.has("new"));
        }
        assertEquals(before, everything());
        migrate(origin, "--dry-run").endsWith(0);
    }

    @Test
    void keyThatOthersCanRead_isRefused() throws IOException {
        OldHomes.node(cli);
        Path key = directory.resolve("old/config/priv_validator_key.json");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        migrate("file-pv", "--yes").endsWith(78).complains("can be read by others");
        assertFalse(cli.has("new"));
    }

    @Test
    void unknownOrigin_isAWrongCommandLine() {
        cli.run("migrate", "vault", "old", "--home", "new").endsWith(64).complains("from vault");
        cli.run("migrate", "tmkms", "old").endsWith(64).complains("--home");
        cli.run("migrate", "tmkms", "old", "--home", "new")
                .endsWith(78)
                .complains("there is no such file");
    }

    @Test
    void devicesAndFormatsOfTheFuture_areNamed() {
        OldHomes.tmkms(cli);
        String all = cli.read("old/tmkms.toml");
        cli.write(
                "old/tmkms.toml",
                all
                        + "\n[[providers.ledgertm]]\nchain_ids = [\"other-1\"]\n[[chain]]\n"
                        + "id = \"other-1\"\n");
        migrate("tmkms", "--yes").endsWith(78).complains("there is no Ledger");

        OldHomes.cosmosKms(cli);
        cli.write(
                "old/kms.yaml",
                cli.read("old/kms.yaml").replace("backend: file", "backend: pkcs11"));
        migrate("cosmos-kms", "--yes")
                .endsWith(78)
                .complains("kms.yaml:11:5: $.keys[0]: a key of the backend pkcs11");
        assertFalse(cli.has("new"));
    }

    @Test
    void enclaveOfTmkmsLight_keepsItsKey() {
        OldHomes.tmkmsLight(cli);
        cli.write(
                "old/tmkms.toml",
                cli.read("old/tmkms.toml").replace("consensus_key", "sealed_consensus_key"));
        migrate("tmkms-light", "--yes").endsWith(78).complains("its key is sealed there");
    }

    @Test
    void horcruxShare_needsTheWholeKey() {
        OldHomes.horcruxCosigner(cli);
        migrate("horcrux", "--yes")
                .endsWith(78)
                .complains("with a share of the key")
                .complains("stop every cosigner");
        cli.write("safe.json", Cli.PRIV_VALIDATOR_KEY);
        migrate("horcrux", "--yes", "--key", "safe.json")
                .endsWith(78)
                .complains("each cosigner has a state of its own");
        migrate("horcrux", "--yes", "--key", "safe.json", "--height", "820")
                .endsWith(0)
                .prints("nothing is signed up to 820")
                .prints("1. stop Horcrux on every cosigner");
    }

    @Test
    void horcruxOfTwoChains_needsToKnowWhichNodes() {
        OldHomes.horcrux(cli);
        cli.write("old/second-2_priv_validator_key.json", Cli.PRIV_VALIDATOR_KEY);
        migrate("horcrux", "--yes")
                .endsWith(78)
                .complains("several chains here: kaiyo-1, second-2");
        migrate("horcrux", "--yes", "--chain", "kaiyo-1")
                .endsWith(78)
                .complains("does not say which of its nodes");
        migrate("horcrux", "--yes", "--chain", "kaiyo-1", "--node", "tcp://10.0.0.6:1234")
                .endsWith(0);
        assertFalse(cli.read("new/tmkms.toml").contains("10.0.0.5"));
    }

    @Test
    void nodeThatAsksASigner_isTheWrongPlace() {
        OldHomes.node(cli);
        cli.write(
                "old/config/config.toml",
                cli.read("old/config/config.toml")
                        .replace("laddr = \"\"", "laddr = \"tcp://0.0.0.0:26659\""));
        migrate("file-pv", "--yes")
                .endsWith(78)
                .complains("config.toml:5: this node asks a signer");
        migrate("file-pv", "--yes", "--chain", "x").endsWith(78).complains("and not of x");
    }

    @Test
    void wrongNode_isFoundBeforeAnythingIsWritten() {
        OldHomes.node(cli);
        migrate("file-pv", "--dry-run", "--node", "tcp://here")
                .endsWith(78)
                .complains("the new configuration would not do: ");
        OldHomes.cosmosKms(cli);
        cli.write("old/kms.yaml", cli.read("old/kms.yaml").replace("[cosmoshub-4]", "[other-1]"));
        migrate("cosmos-kms", "--dry-run")
                .endsWith(78)
                .complains("chain other-1 is not under chains")
                .complains("no key of chain cosmoshub-4 can be used");
    }

    @Test
    void hostileYaml_isRefusedAtItsPlace() {
        String bomb = "a: &a [x,x]\nb: &b [*a,*a]\n";
        Map<String, String> hostile =
                Map.of(
                        bomb,
                        "1:4: $.a: anchors and aliases are not read",
                        "[".repeat(100_000),
                        "nested too deeply",
                        "chains: []\nchains: []\n",
                        "2:1: $.chains: this key is there twice",
                        "chains: []\n---\nkeys: []\n",
                        "a second document begins here",
                        "",
                        "there is nothing in it",
                        "\"a\\nb\": 1\n",
                        "$.a?b: this format has no such member",
                        "- a\n".repeat(100_000),
                        "too much",
                        "chains: {",
                        "kms.yaml:1:",
                        "chains: [{id: 4}]\n",
                        "$.chains[0].id: this is a number instead of text",
                        "chians: []\n",
                        "$.chians: this format has no such member");
        hostile.forEach(
                (yaml, said) -> {
                    cli.write("old/kms.yaml", yaml);
                    migrate("cosmos-kms", "--yes").endsWith(78).complains(said);
                });
        assertFalse(cli.has("new"));
    }

    private void addAccountKey() {
        cli.run("softsign", "keygen", "-t", "account", "old/account.key").endsWith(0);
        add(
                """

                [[providers.softsign]]
                chain_ids = ["osmosis-1"]
                key_type = "account"
                path = "%s/old/account.key"
                """
                        .formatted(directory));
    }

    private void add(String toml) {
        cli.write("old/tmkms.toml", cli.read("old/tmkms.toml") + toml);
    }

    private Cli.Said migrate(String origin, String... more) {
        String[] first = {"migrate", origin, "old", "--home", "new"};
        return cli.run(Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new));
    }

    private void make(String origin) {
        switch (origin) {
            case "tmkms" -> OldHomes.tmkms(cli);
            case "tmkms-light" -> OldHomes.tmkmsLight(cli);
            case "horcrux" -> OldHomes.horcrux(cli);
            case "cosmos-kms" -> OldHomes.cosmosKms(cli);
            default -> OldHomes.node(cli);
        }
    }

    private static String golden(String origin) throws IOException {
        return Files.readString(GOLDEN.resolve(origin + ".txt"));
    }

    /// Every file with its content, modes left out.
    private Map<String, String> everything() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(path), ISO_8859_1);
                all.put(directory.relativize(path).toString(), text);
            }
        }
        return all;
    }
}
