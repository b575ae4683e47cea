package countersign.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/// A signer's folder with its `tmkms.toml`, for one chain and as many keys and nodes as are added.
final class SignerHome {
    private static final Duration START_MAX = Duration.ofSeconds(30);

    private final Path directory;
    private final String chainId;
    private final PackagedProgram program;

    private SignerHome(Path directory, String chainId) {
        this.directory = directory;
        this.chainId = chainId;
        this.program = PackagedProgram.in(directory);
    }

    /// A new folder with a key for SecretConnection. `chainOptions` are more lines for `[[chain]]`.
    static SignerHome create(Path directory, String chainId, String chainOptions)
            throws IOException {
        Files.createDirectories(directory);
        SignerHome home = new SignerHome(directory, chainId);
        Files.createDirectory(
                home.secrets(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        home.program.run("softsign", "keygen", home.secrets().resolve("kms.key").toString());
        Files.writeString(
                home.config(),
                """
                [[chain]]
                id = "%s"
                state_file = "state/%s-consensus.json"
                %s
                """
                        .formatted(chainId, chainId, chainOptions));
        Files.createDirectory(directory.resolve("state"));
        return home;
    }

    /// Takes a key over from a node's `priv_validator_key.json`, which is gone from there
    /// afterwards, for a validator that is reached at `address`.
    void takeKey(RealNode node, String name, String address) throws IOException {
        Path json = secrets().resolve(name + ".json");
        node.giveKey(json);
        program.run("softsign", "import", json.toString(), keyFile(name).toString());
        Files.delete(json);
        addValidator(name, address);
    }

    /// Makes a key that never was in a node, for a validator that is reached at `address`.
    void makeKey(String name, String address) throws IOException {
        program.run("softsign", "keygen", keyFile(name).toString());
        addValidator(name, address);
    }

    private void addValidator(String name, String address) throws IOException {
        Files.writeString(
                config(),
                """

                [[providers.softsign]]
                name = "%1$s"
                chain_ids = ["%2$s"]
                path = "secrets/%1$s.key"

                [[validator]]
                chain_id = "%2$s"
                addr = "%3$s"
                secret_key = "secrets/kms.key"
                key = "%1$s"
                """
                        .formatted(name, chainId, address),
                StandardOpenOption.APPEND);
    }

    /// Creates the state of every key that has none: these have never signed.
    void initState() {
        program.run("state", "init", "-c", config().toString());
    }

    /// Starts the signer and returns once it has its keys and dials, until its nodes are there: a
    /// node that starts waits three seconds for its signer, and a busy machine may need them all.
    Child start() {
        Child signer = program.start("start", "-c", config().toString());
        signer.awaitWords("added consensus", START_MAX);
        return signer;
    }

    private Path keyFile(String name) {
        return secrets().resolve(name + ".key");
    }

    private Path config() {
        return directory.resolve("tmkms.toml");
    }

    private Path secrets() {
        return directory.resolve("secrets");
    }
}
