package countersign.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.acceptance.node.Ports;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A real node without a key of its own, and the home of a signer that has none yet either: the
/// caller puts it into a device, or makes it there, and configures that.
public final class SignedChain implements AutoCloseable {
    private static final int SEED_BYTES = 32;
    private static final Duration DIALS_MAX = Duration.ofMinutes(1);
    private static final Duration GOES_ON_MAX = Duration.ofSeconds(15);
    private static final int RESTARTS_MAX = 6;

    private final RealNode node;
    private final SignerHome home;
    private final PackagedProgram program;
    private String validator = "";
    private byte[] seed = {};

    private SignedChain(RealNode node, SignerHome home, PackagedProgram program) {
        this.node = node;
        this.home = home;
        this.program = program;
    }

    /// A chain of one validator, over TCP. Takes the key out of the node.
    public static SignedChain create(Path folder) throws IOException {
        return create(RealNode.init(NodeVersion.COMET_0_38, folder.resolve("node")), folder);
    }

    /// The same with a node that knows no extensions, on a chain of this id.
    public static SignedChain beforeExtensions(Path folder, String chainId) throws IOException {
        RealNode node = RealNode.init(NodeVersion.COMET_0_37, folder.resolve("node"));
        node.chainId(chainId);
        return create(node, folder);
    }

    /// The same with a node that knows them, on a chain of this id that has none.
    public static SignedChain withoutExtensions(Path folder, String chainId) throws IOException {
        RealNode node = RealNode.init(NodeVersion.COMET_0_38, folder.resolve("node"));
        node.chainId(chainId);
        return create(node, folder);
    }

    /// A chain without a validator yet, whose key never was in a file: [#adoptKey]. The program is
    /// run with one more variable.
    public static SignedChain withoutKey(Path folder, String variable, String value)
            throws IOException {
        RealNode node = RealNode.init(NodeVersion.COMET_0_38, folder.resolve("node"));
        SignerHome home = SignerHome.create(folder.resolve("signer"), node.chainId(), "");
        SignedChain chain = new SignedChain(node, home, home.program().with(variable, value));
        chain.serve();
        return chain;
    }

    private static SignedChain create(RealNode node, Path folder) throws IOException {
        SignerHome home = SignerHome.create(folder.resolve("signer"), node.chainId(), "");
        SignedChain chain = new SignedChain(node, home, home.program());
        chain.takeKey(folder.resolve("key.json"));
        chain.serve();
        return chain;
    }

    private void takeKey(Path json) throws IOException {
        validator = node.address();
        node.giveKey(json);
        String value =
                JsonMapper.shared()
                        .readTree(json.toFile())
                        .path("priv_key")
                        .path("value")
                        .asString();
        Files.delete(json);
        seed = Arrays.copyOf(Base64.getDecoder().decode(value), SEED_BYTES);
    }

    private void serve() throws IOException {
        String address = "tcp://127.0.0.1:" + Ports.free();
        node.configure("", "priv_validator_laddr", address);
        configure(
                """

                [[validator]]
                chain_id = "%s"
                addr = "%s"
                secret_key = "secrets/kms.key"
                """
                        .formatted(node.chainId(), address));
    }

    /// The validator's private key.
    public byte[] seed() {
        return seed.clone();
    }

    /// The chain's id.
    public String chainId() {
        return node.chainId();
    }

    /// The signer's home.
    public SignerHome home() {
        return home;
    }

    /// Adds sections to the signer's `tmkms.toml`.
    public void configure(String sections) throws IOException {
        Files.writeString(home.config(), sections, StandardOpenOption.APPEND);
    }

    /// Runs a command with the configuration of the home.
    public String run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "-c";
        all[arguments.length + 1] = home.config().toString();
        return program.run(all);
    }

    /// Makes the key that is configured the chain's validator, with a state.
    public void adoptKey(String amino) throws IOException {
        String json = run("show-pubkey", "--format", "json");
        String value = json.replaceAll("(?s).*\"key\":\"([^\"]+)\".*", "$1");
        validator = run("show-address").strip();
        node.validator(amino, value, validator);
        run("state", "init");
    }

    /// Starts the signer and waits until it has its keys and dials: a node that starts waits three
    /// seconds for it.
    public Child startSigner() {
        Child signer = home.start(program);
        signer.awaitWords("KMS node ID", DIALS_MAX);
        return signer;
    }

    /// Starts the signer, which is not expected to get far.
    public Child launchSigner() {
        return home.launch(program);
    }

    /// Starts the node.
    public void start() throws IOException {
        node.start();
    }

    /// Restarts the node until there is another block: a node does not ask again for a vote that it
    /// was refused, so a chain of one validator stands still from there on.
    public void recover() throws IOException {
        long stuck = height();
        for (int restart = 0; restart < RESTARTS_MAX; restart++) {
            node.stop();
            node.start();
            if (Await.happens(GOES_ON_MAX, () -> height() > stuck)) {
                return;
            }
        }
        throw new AssertionError("the chain stands still at block " + stuck);
    }

    /// Waits until this block is final.
    public void awaitBlock(long height, Duration within) {
        node.awaitBlock(height, within);
    }

    /// The height of the last block.
    public long height() {
        return node.rpc().height();
    }

    /// Every block up to this one is signed by the validator.
    public void assertSigned(long height) {
        for (long at = 1; at <= height; at++) {
            assertEquals(List.of(validator), node.rpc().signersOf(at), "block " + at);
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
