package countersign.acceptance.tx;

import countersign.acceptance.Child;
import countersign.acceptance.PackagedProgram;
import countersign.bytes.Bytes;
import countersign.consensus.Bech32;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// The folder of a program that signs transactions with one account, whose key the program made.
final class TxSignerHome {
    private final Path directory;
    private final PackagedProgram program;
    private final String account;

    private TxSignerHome(Path directory, String prefix) throws IOException {
        this.directory = directory;
        this.program = PackagedProgram.in(directory);
        this.account = address(prefix);
    }

    /// A home with a key for an account of the chain, whose addresses begin with `prefix`.
    static TxSignerHome create(Path directory, String chainId, String prefix) throws IOException {
        Files.createDirectories(directory);
        Files.createDirectory(
                directory.resolve("secrets"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        PackagedProgram.in(directory)
                .run("softsign", "keygen", "-t", "account", key(directory).toString());
        Files.writeString(
                config(directory),
                """
                [[chain]]
                id = "%1$s"
                key_format = { type = "bech32", account_key_prefix = "%2$spub", \
                consensus_key_prefix = "%2$svalconspub" }

                [[providers.softsign]]
                chain_ids = ["%1$s"]
                key_type = "account"
                path = "%3$s"
                """
                        .formatted(chainId, prefix, key(directory)));
        return new TxSignerHome(directory, prefix);
    }

    /// As the chain writes it.
    String account() {
        return account;
    }

    Path sequenceFile() {
        return directory.resolve("account-seq.json");
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /// Adds to the `tmkms.toml`.
    void configure(String toml) throws IOException {
        Files.writeString(config(directory), "\n" + toml, StandardOpenOption.APPEND);
    }

    /// Starts the program and does not wait for anything.
    Child start() {
        return program.start("start", "-c", config(directory).toString());
    }

    /// Runs another command to its end, with success.
    String run(String... arguments) {
        return program.run(arguments);
    }

    /// A text that lies with the tests.
    static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(TxSignerHome.class.getResourceAsStream("/tx/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String address(String prefix) {
        String told = program.run("keys", "list", "--json", "-c", config(directory).toString());
        String hex = told.replaceAll("(?s).*\"address\":\"([0-9A-F]+)\".*", "$1");
        return Bech32.encode(prefix, Bytes.ofHex(hex));
    }

    private static Path key(Path directory) {
        return directory.resolve("secrets/account.key");
    }

    static Path config(Path directory) {
        return directory.resolve("tmkms.toml");
    }
}
