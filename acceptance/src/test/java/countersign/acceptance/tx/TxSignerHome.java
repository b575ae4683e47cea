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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The folder of a program that signs transactions with one account.
public final class TxSignerHome {
    private static final Duration COMMAND_MAX = Duration.ofMinutes(1);

    private final Path directory;
    private final PackagedProgram program;
    private final String account;

    private TxSignerHome(PackagedProgram program, String prefix) {
        this.directory = program.directory();
        this.program = program;
        this.account = address(prefix);
    }

    /// A home with a key for an account of the chain, whose addresses begin with `prefix`. The
    /// program makes the key.
    static TxSignerHome create(Path directory, String chainId, String prefix) throws IOException {
        Files.createDirectories(directory);
        Files.createDirectory(
                directory.resolve("secrets"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        PackagedProgram.in(directory)
                .run("softsign", "keygen", "-t", "account", key(directory).toString());
        String softsign =
                """
                [[providers.softsign]]
                chain_ids = ["%s"]
                key_type = "account"
                path = "%s"
                """
                        .formatted(chainId, key(directory));
        return of(PackagedProgram.in(directory), chainId, prefix, softsign);
    }

    /// A home in the program's directory, whose account key is where the section `provider` of its
    /// configuration says.
    public static TxSignerHome of(
            PackagedProgram program, String chainId, String prefix, String provider)
            throws IOException {
        Files.createDirectories(program.directory());
        Files.writeString(
                config(program.directory()),
                """
                [[chain]]
                id = "%1$s"
                key_format = { type = "bech32", account_key_prefix = "%2$spub", \
                consensus_key_prefix = "%2$svalconspub" }

                %3$s
                """
                        .formatted(chainId, prefix, provider));
        return new TxSignerHome(program, prefix);
    }

    /// As the chain writes it.
    public String account() {
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
    public Child start() {
        return program.start("start", "-c", config(directory).toString());
    }

    /// Runs `tx` and this command of it to its end, which must come with the code `exit`.
    String tx(int exit, String command, String... more) {
        String file = config(directory).toString();
        List<String> arguments = new ArrayList<>(List.of("tx", command, "-c", file));
        arguments.addAll(List.of(more));
        try (Child child = program.start(arguments.toArray(String[]::new))) {
            int code = child.awaitExit(COMMAND_MAX);
            if (code != exit) {
                throw new AssertionError(arguments + " exited with " + code + "\n" + child.tail());
            }
            return child.said();
        }
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
