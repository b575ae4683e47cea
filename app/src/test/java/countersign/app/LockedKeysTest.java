package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import countersign.app.shell.HiddenInput;
import countersign.app.shell.Persona;
import countersign.app.shell.Shell;
import countersign.app.shell.Terminal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// Key files that are locked: making, opening and configuring them.
final class LockedKeysTest {
    private static final String PASSPHRASE = "correct horse battery";
    private static final String RECIPIENT =
            "age1txr0ajn3ejpu9ckdxavaz5x3ak4ksx3esmse060em78pd8dkjpsq67sldg";
    private static final String IDENTITY =
            "AGE-SECRET-KEY-1F4U4LZNVP695KWAVT5MFTPK5PTMTVH9ANR9XX8XJ0E0N7HLLADNS7ENFP4\n";

    @TempDir private Path folder = Path.of("unset");

    private Cli cli = Cli.countersign(folder);

    @BeforeEach
    void makeFiles() {
        cli = Cli.countersign(folder);
        cli.write("plain.key", Cli.KEY_FILE);
        cli.write("passphrase", PASSPHRASE + "\n");
        cli.write("wrong", "some other horse\n");
        cli.write("identity", "# mine\n" + IDENTITY);
    }

    @Test
    void encrypted_opensAndComesBackAsItWas() throws IOException {
        cli.run(lock("encrypt", "plain.key", "locked.key"))
                .endsWith(0)
                .prints("Encrypted ed25519 key to " + folder.resolve("locked.key"))
                .complains("plain.key still holds the key");
        cli.run(lock("verify", "locked.key"))
                .endsWith(0)
                .prints("locked by a passphrase, labelled `locked.key`")
                .prints("Address " + Cli.ADDRESS);
        cli.run(lock("decrypt", "locked.key", "back.key")).endsWith(0);

        assertEquals(Cli.KEY_FILE, cli.read("back.key"));
        assertEquals(Cli.KEY_FILE, cli.read("plain.key"));
        assertFalse(cli.read("locked.key").contains("DEADBEEF"));
        for (String file : List.of("locked.key", "back.key")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve(file))));
        }
    }

    @Test
    void wrongPassphrase_isOneNamedErrorAndWritesNothing() {
        cli.run(lock("encrypt", "plain.key", "locked.key")).endsWith(0);

        Cli.Said said =
                cli.run(
                                "softsign",
                                "decrypt",
                                "--passphrase-file",
                                "wrong",
                                "locked.key",
                                "back.key")
                        .endsWith(78)
                        .complains("locked.key: the passphrase is wrong, or the file was changed");

        assertEquals(2, said.err().lines().count(), said::err);
        assertFalse(cli.has("back.key"));
    }

    @Test
    void whatCannotBeLocked_isRefusedBeforeAnythingIsWritten() {
        cli.write("short", "horse\n");
        cli.run("softsign", "encrypt", "--passphrase-file", "short", "plain.key", "a.key")
                .endsWith(78)
                .complains("less than 8 bytes");
        cli.run("softsign", "encrypt", "plain.key", "a.key")
                .endsWith(64)
                .complains("nobody can be asked")
                .complains("--passphrase-file");
        cli.run(lock("encrypt", "--label", "a\tb", "plain.key", "a.key")).endsWith(64);
        cli.run(lock("encrypt", "--recipient", RECIPIENT, "plain.key", "a.key")).endsWith(64);
        cli.run("softsign", "encrypt", "-r", "age1nobody", "plain.key", "a.key")
                .endsWith(64)
                .complains("no age recipient");
        assertFalse(cli.has("a.key"));

        cli.run(lock("encrypt", "plain.key", "passphrase")).endsWith(1).complains("exists already");
        cli.run(lock("encrypt", "plain.key", "a.key")).endsWith(0);
        cli.run(lock("encrypt", "a.key", "b.key")).endsWith(78).complains("is locked already");
        cli.run(lock("decrypt", "a.key", "plain.key")).endsWith(1).complains("exists already");
        assertEquals(PASSPHRASE + "\n", cli.read("passphrase"));
    }

    @Test
    void passphrase_isAskedForUnseen() {
        Typist typist = new Typist(PASSPHRASE, PASSPHRASE, PASSPHRASE, "wrong horse");
        typist.run(0, "softsign", "encrypt", "plain.key", "locked.key");
        typist.run(0, "softsign", "verify", "locked.key");
        typist.run(78, "softsign", "verify", "locked.key");
        assertEquals(4, typist.questions.size());
        assertTrue(typist.questions.getFirst().startsWith("New passphrase of "));
        assertEquals("The same again: ", typist.questions.get(1));
        assertTrue(typist.questions.get(2).startsWith("Passphrase of "));

        new Typist(PASSPHRASE, PASSPHRASE + "!")
                .run(64, "softsign", "encrypt", "plain.key", "other.key");
        new Typist(" " + PASSPHRASE, " " + PASSPHRASE)
                .run(64, "softsign", "encrypt", "plain.key", "other.key");
        new Typist("").run(64, "softsign", "encrypt", "plain.key", "other.key");
        assertFalse(cli.has("other.key"));
    }

    @Test
    void keygen_canLockWhatItMakes() {
        cli.run(lock("keygen", "-t", "account", "account.key")).endsWith(0);
        cli.run(lock("verify", "-t", "account", "account.key"))
                .endsWith(0)
                .prints("labelled `account.key`");
        cli.run(lock("decrypt", "account.key", "back.key")).endsWith(0).prints("secp256k1");
    }

    @Test
    void ageFile_isWrittenForRecipientsAndOpened() {
        cli.run("softsign", "encrypt", "-r", RECIPIENT, "plain.key", "backup.age").endsWith(0);
        cli.run("softsign", "verify", "--identity-file", "identity", "backup.age")
                .endsWith(0)
                .prints("an age file, locked by an identity")
                .prints(Cli.ADDRESS);
        cli.run("softsign", "verify", "backup.age").endsWith(78).complains("--identity-file");
        cli.run("softsign", "verify", "--identity-file", "plain.key", "backup.age")
                .endsWith(78)
                .complains("line 1 is not one of up to 16 X25519 identities");
        cli.run("softsign", "decrypt", "--identity-file", "identity", "backup.age", "back.key")
                .endsWith(0);
        assertEquals(Cli.KEY_FILE, cli.read("back.key"));
    }

    @Test
    void signer_startsWithEverySourceOfAPassphrase() throws IOException {
        cli.writeHome();
        cli.run(lock("encrypt", "secrets/consensus.key", "secrets/locked.key")).endsWith(0);
        Files.createDirectory(folder.resolve("credentials"));
        Files.copy(folder.resolve("passphrase"), folder.resolve("credentials/pass"));
        Files.copy(folder.resolve("secrets/locked.key"), folder.resolve("credentials/key"));
        cli.run("softsign", "encrypt", "-r", RECIPIENT, "plain.key", "secrets/key.age");
        cli.run("state", "init").endsWith(0);

        check("secrets/locked.key", "passphrase_file = \"passphrase\"").endsWith(0);
        check("secrets/locked.key", "passphrase_env = \"PASS\"").endsWith(0);
        check("secrets/locked.key", "passphrase_file = \"credential:pass\"").endsWith(0);
        check("credential:key", "passphrase_file = \"credential:pass\"").endsWith(0);
        check("secrets/key.age", "identity_file = \"identity\"").endsWith(0);
        check("secrets/consensus.key", "passphrase_file = \"passphrase\"")
                .endsWith(0)
                .complains("is not locked, though it is configured what opens it");
    }

    @Test
    void signerThatCannotOpenItsKey_saysSoWithTheLine() {
        cli.writeHome();
        cli.run(lock("encrypt", "secrets/consensus.key", "secrets/locked.key")).endsWith(0);
        cli.run("softsign", "encrypt", "-r", RECIPIENT, "plain.key", "secrets/key.age");

        check("secrets/locked.key", "")
                .endsWith(78)
                .complains("tmkms.toml:8: ")
                .complains("is locked by a passphrase, and none is configured");
        check("secrets/locked.key", "passphrase_file = \"wrong\"")
                .endsWith(78)
                .complains("locked.key: the passphrase is wrong, or the file was changed");
        check("secrets/locked.key", "passphrase_file = \"none\"").endsWith(78).complains("none");
        check("secrets/locked.key", "passphrase_env = \"NONE\"")
                .endsWith(78)
                .complains("the passphrase is empty");
        check("secrets/key.age", "passphrase_file = \"passphrase\"")
                .endsWith(78)
                .complains("is encrypted to an age identity, and none is named");
        check("credential:other", "").endsWith(78).complains(folder + "/credentials/other");
    }

    @Test
    void homeThatMoves_takesAlongWhatOpensItsKey() {
        Cli old = Cli.countersign(folder.resolve("old"));
        old.writeHome();
        old.write("passphrase", PASSPHRASE);
        old.run(lock("encrypt", "secrets/consensus.key", "secrets/locked.key")).endsWith(0);
        old.write(
                "tmkms.toml",
                old.read("tmkms.toml")
                        .replace(
                                "secrets/consensus.key\"",
                                "secrets/locked.key\"\npassphrase_file = \"passphrase\""));
        old.run("state", "init").endsWith(0);

        cli.run("migrate", "tmkms", "old", "--home", "new", "--yes")
                .endsWith(0)
                .prints("what opens ");

        assertEquals(PASSPHRASE, cli.read("new/secrets/passphrase"));
        cli.run("check", "-c", "new/tmkms.toml").endsWith(0);
    }

    @Test
    void accountKeyThatIsNone_isRefusedUnopened() {
        cli.run(lock("encrypt", "plain.key", "locked.key")).endsWith(0);
        cli.run(lock("verify", "-t", "account", "locked.key"))
                .endsWith(78)
                .complains("an account key is secp256k1");
    }

    private Cli.Said check(String path, String lines) {
        String text = cli.read("tmkms.toml");
        cli.write(
                "tmkms.toml",
                text.replace(
                        "path = \"secrets/consensus.key\"", "path = \"" + path + "\"\n" + lines));
        Map<String, String> variables =
                Map.of(
                        "PASS",
                        PASSPHRASE,
                        "CREDENTIALS_DIRECTORY",
                        folder.resolve("credentials").toString());
        Cli.Said said = new Cli(Persona.COUNTERSIGN, folder, variables).run("check");
        cli.write("tmkms.toml", text);
        return said;
    }

    private static String[] lock(String command, String... rest) {
        String[] args = new String[rest.length + 4];
        args[0] = "softsign";
        args[1] = command;
        args[2] = "--passphrase-file";
        args[3] = "passphrase";
        System.arraycopy(rest, 0, args, 4, rest.length);
        return args;
    }

    /// Somebody at a terminal who types these lines unseen, one after the other.
    private final class Typist implements HiddenInput {
        private final Queue<String> lines;
        private final List<String> questions = new ArrayList<>();

        Typist(String... lines) {
            this.lines = new ArrayDeque<>(List.of(lines));
        }

        @Override
        public Optional<char[]> line(String question) {
            questions.add(question);
            return Optional.ofNullable(lines.poll()).map(String::toCharArray);
        }

        void run(int code, String... args) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(said, true, UTF_8);
            Terminal terminal =
                    new Terminal(
                            stream,
                            stream,
                            true,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(this));
            Shell shell = new Shell(Persona.COUNTERSIGN, folder, Map.of(), terminal, List::of);
            assertEquals(code, Main.run(args, shell), () -> said.toString(UTF_8));
            assertFalse(said.toString(UTF_8).contains(PASSPHRASE));
        }
    }
}
