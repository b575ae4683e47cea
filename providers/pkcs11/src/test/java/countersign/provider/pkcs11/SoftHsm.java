package countersign.provider.pkcs11;

import static java.nio.charset.StandardCharsets.UTF_8;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;
import countersign.provider.pkcs11.cryptoki.TokenName;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// SoftHSM2 with tokens of its own, and the tools that operators use beside us. Its module reads
/// the file that `SOFTHSM2_CONF` names once in a process, so that a test class makes its tokens
/// before it uses the first.
final class SoftHsm {
    static final String PIN = "1234";

    /// Bounds a tool that hangs; the slowest machine needs less.
    private static final int TOOL_SECONDS_MAX = 120;

    private static final Path CONFIGURATION = Path.of(variable("SOFTHSM2_CONF"));
    private static final List<Path> PLACES =
            List.of(
                    Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                    Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
                    Path.of("/usr/local/lib/softhsm/libsofthsm2.so"));

    private final TokenModule module;
    private final Path file;

    private SoftHsm(TokenModule module, Path file) {
        this.module = module;
        this.file = file;
    }

    /// SoftHSM2 without any token; skips the test where it is not installed.
    static SoftHsm empty() {
        Optional<Path> module = PLACES.stream().filter(Files::exists).findFirst();
        require(module.isPresent() && onPath("softhsm2-util"), "softhsm2");
        require(onPath("pkcs11-tool"), "opensc");
        try {
            delete(tokens());
            Files.createDirectories(tokens());
            Files.writeString(
                    CONFIGURATION,
                    "directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n"
                            .formatted(tokens()));
            return new SoftHsm(new TokenModule(module.orElseThrow()), module.orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where SoftHSM keeps its tokens, a folder each.
    static Path tokens() {
        return CONFIGURATION.resolveSibling("softhsm-tokens");
    }

    SoftHsm with(String token) {
        run(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                token,
                "--pin",
                PIN,
                "--so-pin",
                "5678");
        return this;
    }

    TokenModule module() {
        return module;
    }

    TokenSettings settings(String token) {
        return new TokenSettings(module, new TokenName.Label(token), false);
    }

    Token token(String token) {
        return token(token, PIN);
    }

    Token token(String token, String pin) {
        return new Token(settings(token), pin(pin), Ticker.SYSTEM);
    }

    static SecretBytes pin(String pin) {
        return SecretBytes.take(pin.getBytes(UTF_8));
    }

    static KeySettings key(String label, KeyType type) {
        return new KeySettings(Optional.of(label), Optional.empty(), type, Optional.empty());
    }

    /// The only key of a provider.
    KeyHandle open(String token, KeySettings key) throws ProviderException {
        return new Pkcs11Provider(token(token), List.of(key)).open().getFirst();
    }

    /// Has `pkcs11-tool` do something with a token, and returns what it says.
    String tool(String token, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "pkcs11-tool",
                                "--module",
                                file.toString(),
                                "--token-label",
                                token,
                                "--login",
                                "--pin",
                                PIN));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /// Has `pkcs11-tool` make a key, `EC:edwards25519` or `EC:secp256k1`.
    void make(String token, String type, String label, String id) {
        tool(token, "--keypairgen", "--key-type", type, "--label", label, "--id", id);
    }

    /// Brings a seed in as an operator would: as PKCS#8 in PEM, by `softhsm2-util`.
    void bring(String token, Bytes seed, String label, String id) {
        String header = "302e020100300506032b657004220420";
        String body =
                Base64.getMimeEncoder().encodeToString(Bytes.ofHex(header).concat(seed).toArray());
        try {
            Path file = CONFIGURATION.resolveSibling(label + ".pem");
            Files.writeString(
                    file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
            run(
                    "softhsm2-util",
                    "--import",
                    file.toString(),
                    "--token",
                    token,
                    "--label",
                    label,
                    "--id",
                    id,
                    "--pin",
                    PIN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String run(String... command) {
        try {
            Path output = Files.createTempFile("tool", ".log");
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            boolean ended = process.waitFor(TOOL_SECONDS_MAX, TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = new String(Files.readAllBytes(output), UTF_8);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Skips the test and says so, or fails it where every peer must be there.
    static void require(boolean there, String packageName) {
        if (!there) {
            String missing = "SKIPPED: install the package " + packageName + " to run this test";
            if ("1".equals(System.getenv("COUNTERSIGN_REQUIRE_PEERS"))) {
                throw new AssertionError(missing);
            }
            System.err.println(missing);
            Assumptions.abort(missing);
        }
    }

    static boolean onPath(String program) {
        return Stream.of(variable("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static String variable(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }
}
