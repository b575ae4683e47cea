package countersign.acceptance;

import countersign.acceptance.node.ConfigLines;
import countersign.acceptance.node.NodeRpc;
import countersign.acceptance.node.Ports;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A real node with a home of its own, at ports of its own, that makes a block every 100 ms or so.
/// The caller sets it up before its first start and may start it again after each end.
final class RealNode implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NodeVersion version;
    private final Path home;
    private final NodeRpc rpc;
    private final int p2pPort;
    private int starts;
    private Optional<Child> process = Optional.empty();

    private RealNode(NodeVersion version, Path home, int rpcPort, int p2pPort) {
        this.version = version;
        this.home = home;
        this.rpc = new NodeRpc(rpcPort);
        this.p2pPort = p2pPort;
    }

    /// A new node with a chain and a key of its own, by the node's own `init`.
    static RealNode init(NodeVersion version, Path home) throws IOException {
        Files.createDirectories(home);
        Child.finish(home.resolve("init.log"), home, Map.of(), command(version, "init", home));
        return at(version, home);
    }

    /// Several validators of one chain, with equal power, that know each other.
    static List<RealNode> network(NodeVersion version, Path folder, int size) throws IOException {
        Path log = folder.resolve("network.log");
        List<String> command =
                List.of(
                        Peers.node(version).toString(),
                        "testnet",
                        "--v",
                        Integer.toString(size),
                        "--o",
                        folder.toString(),
                        "--starting-ip-address",
                        "127.0.0.1");
        Child.finish(log, folder, Map.of(), command);
        List<RealNode> nodes = new ArrayList<>();
        List<String> peers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            RealNode node = at(version, folder.resolve("node" + i));
            nodes.add(node);
            String id =
                    Child.finish(log, folder, Map.of(), command(version, "show-node-id", node.home))
                            .strip();
            peers.add(id + "@127.0.0.1:" + node.p2pPort);
        }
        for (RealNode node : nodes) {
            node.configure("p2p", "persistent_peers", String.join(",", peers));
        }
        return nodes;
    }

    /// A node in a home that is there already.
    private static RealNode at(NodeVersion version, Path home) throws IOException {
        RealNode node = new RealNode(version, home, Ports.free(), Ports.free());
        node.configure("rpc", "laddr", "tcp://127.0.0.1:" + node.rpc.port());
        node.configure("rpc", "pprof_laddr", "");
        node.configure("p2p", "laddr", "tcp://127.0.0.1:" + node.p2pPort);
        node.configure("consensus", "timeout_commit", "100ms");
        node.configure("", "proxy_app", "kvstore");
        return node;
    }

    /// Sets a text of `config.toml` under `[section]` (`""` above the first one).
    void configure(String section, String key, String value) throws IOException {
        ConfigLines.set(configFile(), section, key, '"' + value + '"');
    }

    NodeVersion version() {
        return version;
    }

    Path home() {
        return home;
    }

    private Path configFile() {
        return home.resolve("config/config.toml");
    }

    private Path keyFile() {
        return home.resolve("config/priv_validator_key.json");
    }

    private Path stateFile() {
        return home.resolve("data/priv_validator_state.json");
    }

    NodeRpc rpc() {
        return rpc;
    }

    /// The upper hex address of the key in [#keyFile], before it is moved away.
    String address() {
        return json(keyFile()).path("address").asString();
    }

    String chainId() {
        return json(genesisFile()).path("chain_id").asString();
    }

    void chainId(String chainId) throws IOException {
        ObjectNode genesis = (ObjectNode) json(genesisFile());
        genesis.put("chain_id", chainId);
        Files.writeString(genesisFile(), JSON.writeValueAsString(genesis));
    }

    /// Makes another key the chain's only validator: its type as CometBFT's JSON calls it, its
    /// base64 and its address.
    void validator(String type, String key, String address) throws IOException {
        ObjectNode genesis = (ObjectNode) json(genesisFile());
        ObjectNode validator = (ObjectNode) genesis.path("validators").get(0);
        validator.put("address", address);
        ((ObjectNode) validator.path("pub_key")).put("type", type).put("value", key);
        ((ObjectNode) genesis.path("consensus_params").path("validator"))
                .putArray("pub_key_types")
                .add(type.endsWith("Secp256k1") ? "secp256k1" : "ed25519");
        Files.writeString(genesisFile(), JSON.writeValueAsString(genesis));
        Files.delete(keyFile());
        Files.deleteIfExists(stateFile());
    }

    /// Enables vote extensions from the first block.
    void enableExtensions() throws IOException {
        ObjectNode genesis = (ObjectNode) json(genesisFile());
        ((ObjectNode) genesis.path("consensus_params"))
                .withObject(version.extensionSection().orElseThrow())
                .put("vote_extensions_enable_height", "1");
        Files.writeString(genesisFile(), JSON.writeValueAsString(genesis));
    }

    /// Gives the key away. The node makes itself another one at its start, which is nobody's
    /// validator: it insists on having a file.
    void giveKey(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.move(keyFile(), target);
        Files.deleteIfExists(stateFile());
    }

    /// Starts it, first removing the socket files of its signer: a node never does, and then finds
    /// its address in use.
    void start() throws IOException {
        Optional<Path> socket = signerSocket();
        if (socket.isPresent()) {
            Files.deleteIfExists(socket.get());
        }
        starts++;
        process =
                Optional.of(
                        Child.start(
                                home.resolve("node-" + starts + ".log"),
                                home,
                                Map.of(),
                                command(version, "start", home)));
    }

    Child process() {
        return process.orElseThrow();
    }

    /// Waits until block `height` is final, which a block after it says.
    void awaitBlock(long height, Duration within) {
        process().await(version + " has block " + height, within, () -> rpc.height() > height);
    }

    void stop() {
        process().close();
    }

    /// The end of the test: not orderly, since a node whose signer is gone first asks it for a
    /// while before it heeds a signal.
    @Override
    public void close() {
        process.ifPresent(Child::kill);
    }

    private Path genesisFile() {
        return home.resolve("config/genesis.json");
    }

    private Optional<Path> signerSocket() throws IOException {
        try (var lines = Files.lines(configFile())) {
            return lines.filter(line -> line.startsWith("priv_validator_laddr = \"unix://"))
                    .map(line -> Path.of(line.substring(line.indexOf("//") + 2, line.length() - 1)))
                    .findFirst();
        }
    }

    private static List<String> command(NodeVersion version, String verb, Path home) {
        List<String> command = new ArrayList<>();
        command.add(Peers.node(version).toString());
        command.addAll(List.of(verb, "--home", home.toString()));
        return command;
    }

    private static JsonNode json(Path file) {
        return JSON.readTree(file.toFile());
    }
}
