package countersign.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A signer's folder with its `tmkms.toml`, for one chain and as many keys and nodes as are added.
public final class SignerHome {
    private static final Duration START_MAX = Duration.ofMinutes(1);

    private final Path directory;
    private final String chainId;
    private final PackagedProgram program;

    private SignerHome(Path directory, String chainId) {
        this.directory = directory;
        this.chainId = chainId;
        this.program = PackagedProgram.in(directory);
    }

    /// A new folder with a key for SecretConnection. `chainOptions` are more lines for `[[chain]]`.
    public static SignerHome create(Path directory, String chainId, String chainOptions)
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
        Files.createDirectory(home.states());
        return home;
    }

    /// Takes a key over from a node's `priv_validator_key.json`, which is gone from there
    /// afterwards, for a validator that is reached at `address`.
    void takeKey(RealNode node, String name, String address) throws IOException {
        Path json = secrets().resolve(name + ".json");
        node.giveKey(json);
        program.run("softsign", "import", json.toString(), keyFile(name).toString());
        Files.delete(json);
        addValidator(chainId, name, address);
    }

    /// Makes a key that never was in a node, for a validator that is reached at `address`.
    public void makeKey(String name, String address) throws IOException {
        makeKey(chainId, name, address);
    }

    /// The same on a chain that was added.
    public void makeKey(String chain, String name, String address) throws IOException {
        program.run("softsign", "keygen", keyFile(name).toString());
        addValidator(chain, name, address);
    }

    private void addValidator(String chain, String name, String address) throws IOException {
        append(
                """

                [[providers.softsign]]
                name = "%1$s"
                chain_ids = ["%2$s"]
                path = "secrets/%1$s.key"
                """
                        .formatted(name, chain));
        addNode(chain, name, address);
    }

    /// One more node of the validator `name`.
    void addNode(String name, String address) throws IOException {
        addNode(chainId, name, address);
    }

    private void addNode(String chain, String name, String address) throws IOException {
        append(
                """

                [[validator]]
                chain_id = "%2$s"
                addr = "%3$s"
                secret_key = "secrets/kms.key"
                key = "%1$s"
                """
                        .formatted(name, chain, address));
    }

    private void append(String text) throws IOException {
        Files.writeString(config(), text, StandardOpenOption.APPEND);
    }

    /// Creates the state of every key that has none: these have never signed.
    public void initState() {
        program.run("state", "init", "-c", config().toString());
    }

    /// Starts the signer and returns once it has its keys and dials, until its nodes are there: a
    /// node that starts waits three seconds for its signer, and a busy machine may need them all.
    public Child start() {
        return start(program);
    }

    /// The same, run in another way than usual.
    public Child start(PackagedProgram how) {
        Child signer = launch(how);
        try {
            signer.awaitWords("added consensus", START_MAX);
            return signer;
        } catch (AssertionError e) {
            signer.close();
            throw e;
        }
    }

    /// Starts the signer, with more options of `start`, and does not wait for anything.
    public Child launch(PackagedProgram how, String... options) {
        List<String> arguments = new ArrayList<>(List.of("start", "-c", config().toString()));
        arguments.addAll(List.of(options));
        return how.start(arguments.toArray(String[]::new));
    }

    /// The program as it is usually run here.
    public PackagedProgram program() {
        return program;
    }

    /// Another chain, whose state lies in the folder `state` of this home.
    void addChain(String chain, String state) throws IOException {
        Files.createDirectories(directory.resolve(state));
        append(
                """

                [[chain]]
                id = "%1$s"
                state_file = "%2$s/%1$s-consensus.json"
                """
                        .formatted(chain, state));
    }

    /// The folder that holds everything.
    public Path directory() {
        return directory;
    }

    /// The state of the one key of a home's first chain.
    public Path stateFile() throws IOException {
        try (Stream<Path> files = Files.list(states())) {
            return files.filter(file -> file.toString().endsWith(".state"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// The key file of a key that was made or taken over.
    public Path keyFile(String name) {
        return secrets().resolve(name + ".key");
    }

    /// Every state, and tmkms' beside it.
    Path states() {
        return directory.resolve("state");
    }

    /// Its `tmkms.toml`.
    public Path config() {
        return directory.resolve("tmkms.toml");
    }

    private Path secrets() {
        return directory.resolve("secrets");
    }
}
