package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import countersign.app.shell.Persona;
import countersign.app.shell.Shell;
import countersign.app.shell.Terminal;

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

/// A shell session: commands run in `directory` under one name.
public record Cli(
        Persona persona, Path directory, Map<String, String> variables, Optional<String> typed) {
    /// Nobody is at the terminal.
    public Cli(Persona persona, Path directory, Map<String, String> variables) {
        this(persona, directory, variables, Optional.empty());
    }

    /// The seed file, public key and address of tmkms' own tests.
    public static final String KEY_FILE = "DEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEFDEA=";

    public static final String ADDRESS = "D1B82BBD8F2CF01C5E8F451DA43DCE9B369C86A9";

    public static final String PRIV_VALIDATOR_KEY =
            """
            {
              "address": "275184F7F3BB2D1EB56FB91F0DC9E0FE6FB64097",
              "pub_key": {
                "type": "tendermint/PubKeyEd25519",
                "value": "Dicjr17rwt2WMy+Wo/hLGc2qPpx03kvyUJCJGqh1MXM="
              },
              "priv_key": {
                "type": "tendermint/PrivKeyEd25519",
                "value": "qIoGOuRm6GHobrRGq9t2I388pnWO7ZB9FE0R+M8TM6oOJyOvXuvC3ZYzL5aj+EsZzao+nHTeS\
            /JQkIkaqHUxcw=="
              }
            }
            """;

    public static final String IMPORTED_KEY_FILE = "qIoGOuRm6GHobrRGq9t2I388pnWO7ZB9FE0R+M8TM6o=";

    public static Cli countersign(Path directory) {
        return new Cli(Persona.COUNTERSIGN, directory, Map.of());
    }

    public static Cli tmkms(Path directory) {
        return new Cli(Persona.TMKMS, directory, Map.of());
    }

    /// The same with a person at the terminal, who types this.
    public Cli typing(String line) {
        return new Cli(persona, directory, variables, Optional.of(line));
    }

    /// What a command said and how it ended.
    public record Said(int code, String out, String err) {
        public Said endsWith(int expected) {
            assertEquals(expected, code, this::toString);
            return this;
        }

        public Said complains(String words) {
            assertTrue(err.contains(words), this::toString);
            return this;
        }

        public Said prints(String words) {
            assertTrue(out.contains(words), this::toString);
            return this;
        }
    }

    public Said run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        stream(out),
                        stream(err),
                        false,
                        typed.map(line -> new ByteArrayInputStream((line + "\n").getBytes(UTF_8))));
        Shell shell = new Shell(persona, directory, variables, terminal, List::of);
        int code = Main.run(args, shell);
        return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /// Writes a file of mode 0600, with the folders above it.
    public Path write(String file, String text) {
        try {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean has(String file) {
        return Files.exists(directory.resolve(file));
    }

    /// Writes a home whose only node has no socket file and is dialled once, so that `start` ends
    /// by itself, with 1.
    public void writeHome() {
        write("secrets/consensus.key", KEY_FILE);
        write(
                "tmkms.toml",
                """
                [[chain]]
                id = "test-1"
                key_format = { type = "hex" }
                state_file = "state/test-1.json"

                [[providers.softsign]]
                chain_ids = ["test-1"]
                path = "secrets/consensus.key"

                [[validator]]
                chain_id = "test-1"
                addr = "unix://%s/node.sock"
                reconnect = false
                """
                        .formatted(directory));
    }

    public String stateFile() {
        return "state/test-1-" + ADDRESS + ".state";
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }
}
