package countersign.acceptance.tx;

import countersign.acceptance.Peers;
import countersign.acceptance.node.Cli;
import countersign.acceptance.node.ConfigLines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A chain of the time before Cosmos SDK v0.40, whose transactions are amino's StdTx. It has a
/// program for the node and one for the command line.
///
/// @param folder for the node and, beside it, what the command line keeps
record StdTxChain(Version version, Path folder) implements ChainProgram {
    /// A second kind of money, which `val` has as much of.
    static final String SECOND_DENOM = "ukrw";

    private static final String PASSWORD = "12345678";
    private static final String FUNDS = "1000000000000";

    /// Which one.
    enum Version {
        /// Terra's core v0.3.7: SDK v0.37 on Tendermint v0.32.
        COLUMBUS_3("columbus-3", "uluna", "terra037", "terra"),
        /// Terra's core v0.4.6: SDK v0.39 on Tendermint v0.33.
        COLUMBUS_4("columbus-4", "uluna", "terra046", "terra"),
        /// The SDK's simapp v0.39 on Tendermint v0.33.
        SIMAPP("simapp-1", "stake", "sdk039", "sim");

        private final String chainId;
        private final String denom;
        private final String peer;
        private final String programs;

        /// `programs` is what the names of both begin with.
        Version(String chainId, String denom, String peer, String programs) {
            this.chainId = chainId;
            this.denom = denom;
            this.peer = peer;
            this.programs = programs;
        }
    }

    @Override
    public String chainId() {
        return version.chainId;
    }

    @Override
    public String denom() {
        return version.denom;
    }

    @Override
    public Path home() {
        return folder.resolve("node");
    }

    @Override
    public void init() throws IOException {
        node(List.of(), "init", "node0", "--chain-id", chainId());
        keyring(List.of(RealChain.MNEMONIC), "add", "val", "--recover");
        String genesis = FUNDS + denom() + "," + FUNDS + SECOND_DENOM;
        node(List.of(), "add-genesis-account", validatorAccount(), genesis);
        String stake = "1000000000" + denom();
        String keys = keys().toString();
        node(
                passwords(),
                withKeys("gentx", "--name", "val", "--amount", stake, "--home-client", keys));
        node(List.of(), "collect-gentxs");
        ConfigLines.set(home().resolve("config/config.toml"), "", "prof_laddr", "\"\"");
    }

    @Override
    public List<String> start() {
        return program("d").command("--home", home().toString(), "start");
    }

    @Override
    public void send(int rpcPort, String recipient, String coins) throws IOException {
        transact(rpcPort, "send", validatorAccount(), recipient, coins);
    }

    /// Lets an account vote on prices in the validator's place.
    void setFeeder(int rpcPort, String feeder) throws IOException {
        transact(rpcPort, "oracle", "set-feeder", feeder, "--from", "val");
    }

    @Override
    public String account(int rpcPort, String address) throws IOException {
        return query(rpcPort, "account", address);
    }

    /// The answer to a query in JSON.
    String query(int rpcPort, String... what) throws IOException {
        String node = RealChain.rpcAddress(rpcPort);
        return client(
                List.of(),
                Stream.of(
                                Stream.of("query"),
                                Stream.of(what),
                                Stream.of("--node", node, "--trust-node", "--output", "json"))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }

    @Override
    public String validatorAccount() throws IOException {
        return keyring(List.of(), "show", "val", "-a").strip();
    }

    /// The address of the validator itself.
    String validator() throws IOException {
        return keyring(List.of(), "show", "val", "-a", "--bech", "val").strip();
    }

    private void transact(int rpcPort, String... what) throws IOException {
        String node = RealChain.rpcAddress(rpcPort);
        client(
                passwords(),
                withKeys(
                        Stream.of(
                                        Stream.of("tx"),
                                        Stream.of(what),
                                        Stream.of("--chain-id", chainId(), "--node", node),
                                        Stream.of("--trust-node", "-y"))
                                .flatMap(words -> words)
                                .toArray(String[]::new)));
    }

    private String keyring(List<String> answers, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(answers.isEmpty() ? List.of() : passwords());
        all.addAll(answers);
        String[] command =
                Stream.concat(Stream.of("keys"), Stream.of(arguments)).toArray(String[]::new);
        return client(all, withKeys(command));
    }

    /// What whoever uses the key is asked for.
    private List<String> passwords() {
        return version == Version.COLUMBUS_3 ? List.of(PASSWORD) : List.of();
    }

    /// From SDK v0.38 on a key may be kept without a password.
    private String[] withKeys(String... arguments) {
        Stream<String> where =
                version == Version.COLUMBUS_3
                        ? Stream.of()
                        : Stream.of("--keyring-backend", "test");
        return Stream.concat(Stream.of(arguments), where).toArray(String[]::new);
    }

    private void node(List<String> answers, String... arguments) throws IOException {
        program("d").run(answers, withHome(home(), arguments));
    }

    private String client(List<String> answers, String... arguments) throws IOException {
        return program("cli").run(answers, withHome(keys(), arguments));
    }

    private static String[] withHome(Path home, String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--home", home.toString()))
                .toArray(String[]::new);
    }

    private Cli program(String end) {
        Path program = Peers.chain(version.peer, version.programs + end);
        return new Cli(program, folder.resolve("cli-logs"));
    }

    private Path keys() {
        return folder.resolve("cli");
    }
}
