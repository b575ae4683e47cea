package countersign.acceptance.tx;

import countersign.acceptance.Await;
import countersign.acceptance.Child;
import countersign.acceptance.node.ConfigLines;
import countersign.acceptance.node.NodeRpc;
import countersign.acceptance.node.Ports;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A real chain of one validator, with a rich account, at ports of its own.
public final class RealChain implements AutoCloseable {
    /// Of the account `val`: known to everybody, worth nothing.
    static final String MNEMONIC =
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
                    + " abandon about";

    /// Bounds a chain that hangs.
    private static final Duration BLOCK_MAX = Duration.ofMinutes(2);

    private static final Duration EACH_OF_MANY_MAX = Duration.ofSeconds(2);

    private static final int PAGE = 100;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ChainProgram program;
    private final NodeRpc rpc;
    private Optional<Child> node = Optional.empty();

    private RealChain(ChainProgram program, NodeRpc rpc) {
        this.program = program;
        this.rpc = rpc;
    }

    /// A new chain that makes a block as often as `timeoutCommit` says, such as `500ms`, and a bit.
    static RealChain init(ChainProgram program, String timeoutCommit) throws IOException {
        Files.createDirectories(program.home());
        program.init();
        RealChain chain = new RealChain(program, new NodeRpc(Ports.free()));
        chain.configure("rpc", "laddr", rpcAddress(chain.rpc.port()));
        chain.configure("p2p", "laddr", rpcAddress(Ports.free()));
        chain.configure("consensus", "timeout_commit", timeoutCommit);
        return chain;
    }

    static String rpcAddress(int port) {
        return "tcp://127.0.0.1:" + port;
    }

    /// Sets a text of the node's `config.toml`.
    void configure(String section, String key, String value) throws IOException {
        Path file = program.home().resolve("config/config.toml");
        ConfigLines.set(file, section, key, '"' + value + '"');
    }

    /// Starts the node and waits for its first block.
    RealChain start() {
        launch();
        awaitBlocks(1);
        return this;
    }

    /// Starts the node, which may wait for somebody.
    void launch() {
        Path home = program.home();
        Path log = home.resolve("node.log");
        node = Optional.of(Child.start(log, home, Map.of(), program.start()));
    }

    ChainProgram program() {
        return program;
    }

    public String chainId() {
        return program.chainId();
    }

    int port() {
        return rpc.port();
    }

    /// Waits until there are so many more blocks.
    void awaitBlocks(int more) {
        long target = rpc.height() + more;
        Duration each = EACH_OF_MANY_MAX.multipliedBy(more);
        Duration longest = each.compareTo(BLOCK_MAX) > 0 ? each : BLOCK_MAX;
        node.orElseThrow()
                .await(chainId() + " has block " + target, longest, () -> rpc.height() >= target);
    }

    /// Sends coins of the chain's own kind to an account, which the chain knows from then on.
    void fund(String account, long amount) throws IOException {
        act(() -> program.send(port(), account, amount + program.denom()));
    }

    /// Has `val` do something and waits until the chain has executed it.
    void act(Act act) throws IOException {
        String validator = program.validatorAccount();
        long before = standing(validator).sequence();
        act.run();
        awaitSequence(validator, before + 1);
    }

    /// Waits until the chain has taken so many transactions of an account.
    public void awaitSequence(String account, long sequence) {
        Await.until(
                account + " is at sequence " + sequence,
                BLOCK_MAX,
                () -> standing(account).sequence() >= sequence,
                () -> standing(account).toString());
    }

    /// What the chain says of an account, as of its last block.
    Standing standing(String account) {
        try {
            JsonNode found = JSON.readTree(program.account(port(), account));
            long sequence = Long.parseLong(digits(found, "sequence"));
            return new Standing(digits(found, "account_number"), sequence);
        } catch (IOException e) {
            throw new AssertionError("the chain does not tell of " + account, e);
        }
    }

    /// What the chain calls an account, and how many of its transactions it has taken.
    record Standing(String number, long sequence) {}

    private static String digits(JsonNode tree, String name) {
        JsonNode found = tree.findValue(name);
        return found == null ? "0" : found.asString("0");
    }

    /// All transactions that the chain has executed and whose bytes contain `words`, such as their
    /// memo, the last first or last: whether each succeeded.
    public List<Executed> executed(String words) {
        List<Executed> all = new ArrayList<>();
        int seen = 0;
        int total;
        int page = 1;
        do {
            JsonNode found = page(page++);
            total = Integer.parseInt(found.path("total_count").asString("0"));
            for (JsonNode one : found.path("txs")) {
                seen++;
                byte[] bytes = Base64.getDecoder().decode(one.path("tx").asString(""));
                if (new String(bytes, StandardCharsets.ISO_8859_1).contains(words)) {
                    int code = one.path("tx_result").path("code").asInt(0);
                    long height = Long.parseLong(one.path("height").asString("0"));
                    all.add(new Executed(one.path("hash").asString(""), height, code));
                }
            }
        } while (seen < total);
        return all;
    }

    private JsonNode page(int page) {
        String query = "/tx_search?query=%22tx.height%3E0%22&page=" + page + "&per_page=" + PAGE;
        return rpc.get(query).orElseThrow(() -> new AssertionError("no answer to " + query));
    }

    /// How many of the last so many blocks needed more than one round of votes.
    long roundsLost(int blocks) {
        long last = rpc.height() - 1;
        long lost = 0;
        for (long height = last - blocks + 1; height <= last; height++) {
            String query = "/commit?height=" + height;
            JsonNode commit = rpc.get(query).orElseThrow(() -> new AssertionError(query));
            lost += commit.at("/signed_header/commit/round").asInt(0) > 0 ? 1 : 0;
        }
        return lost;
    }

    /// Waits until the chain has executed one with these words.
    public void awaitExecuted(String words, Child signer) {
        signer.await(
                "the chain executes `" + words + "`", BLOCK_MAX, () -> !executed(words).isEmpty());
    }

    /// One execution, and in which block.
    ///
    /// @param code 0 for success
    public record Executed(String hash, long height, int code) {}

    /// Ends the node in an orderly way.
    void stop() {
        node.ifPresent(Child::close);
    }

    @Override
    public void close() {
        node.ifPresent(Child::kill);
    }

    /// What `val` does.
    @FunctionalInterface
    interface Act {
        void run() throws IOException;
    }
}
