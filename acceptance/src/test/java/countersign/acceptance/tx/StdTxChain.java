package countersign.acceptance.tx;

import countersign.acceptance.Peers;
import countersign.acceptance.node.ConfigLines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Terra's core v0.3.7: the chain columbus-3, Cosmos SDK v0.37 on Tendermint v0.32.
///
/// @param folder for the node and, beside it, what the command line keeps
record TerraCore(Path folder) implements ChainProgram {
    private static final String PASSWORD = "12345678";

    @Override
    public String chainId() {
        return "columbus-3";
    }

    @Override
    public String denom() {
        return "uluna";
    }

    @Override
    public Path home() {
        return folder.resolve("node");
    }

    @Override
    public void init() throws IOException {
        terrad(List.of(), "init", "node0", "--chain-id", chainId());
        terracli(List.of(PASSWORD, RealChain.MNEMONIC), "keys", "add", "val", "--recover");
        String genesis = "1000000000000uluna,1000000000000ukrw";
        terrad(List.of(), "add-genesis-account", validatorAccount(), genesis);
        String stake = "1000000000uluna";
        String keys = keys().toString();
        terrad(
                List.of(PASSWORD),
                List.of("gentx", "--name", "val", "--amount", stake, "--home-client", keys)
                        .toArray(String[]::new));
        terrad(List.of(), "collect-gentxs");
        ConfigLines.set(home().resolve("config/config.toml"), "", "prof_laddr", "\"\"");
    }

    @Override
    public List<String> start() {
        return cli("terrad").command("--home", home().toString(), "start");
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

    /// The answer to `terracli query` in JSON.
    String query(int rpcPort, String... what) throws IOException {
        String node = RealChain.rpcAddress(rpcPort);
        return terracli(
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
        return terracli(List.of(), "keys", "show", "val", "-a").strip();
    }

    /// The address of the validator itself.
    String validator() throws IOException {
        return terracli(List.of(), "keys", "show", "val", "-a", "--bech", "val").strip();
    }

    private void transact(int rpcPort, String... what) throws IOException {
        String node = RealChain.rpcAddress(rpcPort);
        terracli(
                List.of(PASSWORD),
                Stream.of(
                                Stream.of("tx"),
                                Stream.of(what),
                                Stream.of("--chain-id", chainId(), "--node", node),
                                Stream.of("--trust-node", "-y"))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }

    private void terrad(List<String> answers, String... arguments) throws IOException {
        cli("terrad").run(answers, withHome(home(), arguments));
    }

    private String terracli(List<String> answers, String... arguments) throws IOException {
        return cli("terracli").run(answers, withHome(keys(), arguments));
    }

    private static String[] withHome(Path home, String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--home", home.toString()))
                .toArray(String[]::new);
    }

    private Cli cli(String program) {
        return new Cli(Peers.terra().resolve(program), folder.resolve("cli-logs"));
    }

    private Path keys() {
        return folder.resolve("cli");
    }
}
