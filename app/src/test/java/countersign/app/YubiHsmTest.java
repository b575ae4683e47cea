package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import countersign.app.shell.Persona;
import countersign.app.shell.Shell;
import countersign.app.shell.Terminal;
import countersign.harness.yubihsm.Fault;
import countersign.harness.yubihsm.MockYubiHsm;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The commands `yubihsm …` against a device that is played, as a shell with a pipe calls them.
final class YubiHsmTest {
    private static final String MNEMONIC =
            "double section release consider diet pilot flip shell mother alone what fantasy much"
                    + " answer lottery crew nut reopen stereo square popular addict just animal";
    private static final String OPERATOR =
            "kms-operator-password-1k02vtxh4ggxct5tngncc33rk9yy5yjhk";
    private static final int NOWHERE = 1;

    @TempDir private Path directory = Path.of("unset");
    private final MockYubiHsm mock;

    YubiHsmTest() throws IOException {
        mock = MockYubiHsm.start();
    }

    @BeforeEach
    void configure() {
        configure(provider(mock.port(), ""));
    }

    @AfterEach
    void unplug() {
        mock.close();
    }

    @Test
    void setup_showsEverySecretOnceAndTheNewPasswordsOpen() {
        Cli.Said said = pipe("y\n", "setup", "-w", "report.json").endsWith(0);
        said.prints("*ERASE*").prints("- YubiHSM serial: 0012345678");
        said.prints("     Success reinitialized YubiHSM (serial: 0012345678)");
        assertTrue(cli().read("report.json").startsWith("{\"version\":1,\"uuid\":\""));
        assertTrue(cli().read("report.json").contains("\"software\":\"countersign "));
        assertEquals("rw-------", mode("report.json"));
        pipe("", "keys", "list").endsWith(1).complains("password of authentication key 0x0001");
        cli().write("password", words(said.out()));
        pipe("", "keys", "list").endsWith(0).prints("no keys in this YubiHSM (#0012345678)");
    }

    @Test
    void restoredSetup_hasThePasswordsOfTheGuide() {
        pipe(MNEMONIC + "\ny\n", "setup", "-r")
                .endsWith(0)
                .prints("kms-operator-password-1k02vtxh4ggxct5tngncc33rk9yy5yjhk")
                .prints("kms-auditor-password-1s0ynq69ezavnqgq84p0rkhxvkqm54ks9")
                .prints("kms-validator-password-1x4anf3n8vqkzm0klrwljhcx72sankcw0")
                .prints("21a6ca8cfd5dbe9c26320b5c4935ff1e63b9ab54e2dfe24f66677aba8852be13");
    }

    @Test
    void anythingButYes_erasesNothing() {
        pipe("", "keys", "generate", "1").endsWith(0);
        for (String answer : List.of("", "n\n", "yes\n", "Y es\n")) {
            pipe(answer, "setup")
                    .endsWith(1)
                    .prints("Aborting")
                    .complains("lost without a backup: 0x0001");
        }
        pipe("", "keys", "list").endsWith(0).prints("- 0x0001: [cons] ");
    }

    @Test
    void setup_asksNobodyWhereNobodyIs() {
        run(Persona.COUNTERSIGN, Optional.empty(), "setup")
                .endsWith(64)
                .complains("nobody can be asked");
        run(Persona.TMKMS, Optional.empty(), "setup").endsWith(2);
    }

    @Test
    void wordsThatDoNotFit_areNotRepeated() {
        String wrong = MNEMONIC.replace("section", "secret");
        Cli.Said said = pipe(wrong + "\ny\n", "setup", "-r").endsWith(1);
        said.complains("couldn't decode mnemonic: the words do not fit together");
        assertFalse(said.toString().contains("fantasy"), said::toString);
    }

    /// For whoever has the words and needs a password, and no device at hand.
    @Test
    void printOnly_ofKnownWordsNeedsNoDevice() {
        mock.close();
        pipe(MNEMONIC + "\n", "setup", "-p", "-r")
                .endsWith(0)
                .prints("Below are all keys/passwords derived from your 24-word admin mnemonic:")
                .prints("    double section release consider");
    }

    @Test
    void printOnly_leavesTheDeviceAlone() {
        pipe("", "setup", "-p").endsWith(0).prints("Below is a randomly generated 24-word");
        pipe("", "keys", "list").endsWith(0);
    }

    @Test
    void key_isMadeBackedUpAndBroughtBack() {
        pipe(MNEMONIC + "\ny\n", "setup", "-r").endsWith(0);
        cli().write("password", MNEMONIC);
        pipe("", "keys", "generate", "-l", "mine", "-b", "a.enc", "0x0001")
                .endsWith(0)
                .prints("   Generated consensus (ed25519) key 0x0001: ")
                .prints("Wrote backup of key 1 (encrypted under wrap key 1) to a.enc");
        assertEquals("rw-------", mode("a.enc"));
        String list = pipe("", "keys", "list").endsWith(0).prints("label: \"mine\"").out();
        pipe(MNEMONIC + "\ny\n", "setup", "-r").endsWith(0);
        pipe("", "keys", "import", "a.enc").endsWith(0).prints("    Imported key 0x0001: ");
        assertEquals(list, pipe("", "keys", "list").endsWith(0).out());
    }

    /// As `yubihsm-shell` and `openssl base64` write it.
    @Test
    void backupInSeveralLines_isRead() throws IOException {
        pipe(MNEMONIC + "\ny\n", "setup", "-r").endsWith(0);
        cli().write("password", MNEMONIC);
        pipe("", "keys", "generate", "-b", "a.enc", "1").endsWith(0);
        cli().write("b.enc", cli().read("a.enc").replaceAll("(.{64})", "$1\n") + "\n");
        pipe(MNEMONIC + "\ny\n", "setup", "-r").endsWith(0);
        pipe("", "keys", "import", "b.enc").endsWith(0);
    }

    @Test
    void nodesKey_isImportedByItsName() {
        cli().write("priv_validator_key.json", Cli.PRIV_VALIDATOR_KEY);
        pipe("", "keys", "import", "priv_validator_key.json")
                .endsWith(64)
                .complains("no key ID specified (use e.g. countersign yubihsm keys import -i 1");
        pipe("", "keys", "import", "-i", "1", "priv_validator_key.json").endsWith(0);
        pipe("", "keys", "list")
                .endsWith(0)
                .prints("[cons] 0E2723AF5EEBC2DD96332F96A3F84B19CDAA3E9C74DE4BF25090891AA8753173");
    }

    @Test
    void keyFileThatOthersCanRead_isNotImported() throws IOException {
        Path file = cli().write("seed", Cli.KEY_FILE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        pipe("", "keys", "import", "-t", "base64", "-i", "1", "seed")
                .endsWith(78)
                .complains("can be read by others");
    }

    @Test
    void trial_countsAndFindsALie() {
        pipe("", "keys", "generate", "1").endsWith(0);
        Cli.Said said = pipe("", "test", "-n", "2", "1").endsWith(0);
        assertEquals(2, said.out().lines().filter(l -> l.contains("signed message")).count());
        pipe("", "test", "--count=-1", "1").endsWith(64).complains("-n is negative");
        mock.fail(new Fault.Lie());
        pipe("", "test", "-n", "2", "1").endsWith(1).complains("does not verify");
        mock.heal();
        pipe("", "keys", "generate", "-t", "account", "2").endsWith(0);
        pipe("", "test", "2").endsWith(1).complains("no Ed25519 key");
    }

    /// The running signer has the device and serves a connector; whoever types a command logs in as
    /// somebody else.
    @Test
    void commandsOfARunningSigner_askForAPasswordAndGoThroughIt() {
        pipe(MNEMONIC + "\ny\n", "setup", "-r").endsWith(0);
        configure(
                provider(
                        NOWHERE,
                        """
                        connector_server = { laddr = "tcp://127.0.0.1:%d", cli = { auth_key = 2 } }
                        """
                                .formatted(mock.port())));
        pipe(OPERATOR + "\n", "keys", "generate", "1")
                .endsWith(0)
                .complains("Enter password for YubiHSM2 auth key 0x0002: ");
        Cli.Said said = pipe("guessed\n", "keys", "list").endsWith(1);
        said.complains("authentication key 0x0002 is wrong");
        assertFalse(said.toString().contains("guessed"), said::toString);
    }

    @Test
    void oneOfSeveralDevices_mustBeNamed() throws IOException {
        try (MockYubiHsm second = MockYubiHsm.start()) {
            String standby =
                    """

                    [[providers.yubihsm.standby]]
                    adapter = { type = "http", addr = "tcp://127.0.0.1:%d" }
                    """
                            .formatted(second.port());
            configure(provider(mock.port(), standby));
            pipe("", "keys", "list")
                    .endsWith(64)
                    .complains("names 2 YubiHSMs")
                    .complains("--device: 1 for the YubiHSM at 127.0.0.1:" + mock.port());
            pipe("", "keys", "generate", "--device", "2", "7").endsWith(0);
            pipe("", "keys", "list", "--device", "2").endsWith(0).prints("0x0007");
            pipe("", "keys", "list", "--device", "1").endsWith(0).prints("no keys");
            pipe("", "keys", "list", "--device", "3").endsWith(64);
        }
    }

    @Test
    void configurationWithoutADevice_isNamed() {
        cli().writeHome();
        pipe("", "keys", "list").endsWith(78).complains("names no YubiHSM");
    }

    private Cli.Said pipe(String input, String... words) {
        return run(Persona.COUNTERSIGN, Optional.of(input), words);
    }

    private Cli.Said run(Persona persona, Optional<String> piped, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        false,
                        Optional.empty(),
                        piped.map(text -> new ByteArrayInputStream(text.getBytes(UTF_8))),
                        Optional.empty());
        Shell shell = new Shell(persona, directory, Map.of(), terminal, List::of);
        String[] all = new String[words.length + 1];
        all[0] = "yubihsm";
        System.arraycopy(words, 0, all, 1, words.length);
        int code = Main.run(all, shell);
        mock.device().restart();
        return new Cli.Said(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private void configure(String provider) {
        cli().write("password", "password");
        cli().write(
                        "tmkms.toml",
                        """
                        [[chain]]
                        id = "test-1"
                        key_format = { type = "hex" }

                        """
                                + provider);
    }

    private static String provider(int port, String more) {
        return """
        [[providers.yubihsm]]
        adapter = { type = "http", addr = "tcp://127.0.0.1:%d" }
        auth = { key = 1, password_file = "password" }
        keys = [{ chain_ids = ["test-1"], key = 1 }]
        %s
        """
                .formatted(port, more);
    }

    private Cli cli() {
        return Cli.countersign(directory);
    }

    private String mode(String file) {
        try {
            return PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(directory.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String words(String printed) {
        List<String> lines =
                printed.lines().dropWhile(line -> !line.startsWith("- key 0x0001")).toList();
        return lines.get(2).strip() + " " + lines.get(3).strip();
    }
}
