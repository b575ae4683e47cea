package countersign.acceptance.tx;

import countersign.acceptance.Peers;
import countersign.acceptance.node.Cli;
import countersign.acceptance.node.ConfigLines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A chain whose transactions are protobuf, with the commands of the Cosmos SDK's simapp.
///
/// @param folder for the node, which its command line shares
record Simapp(Version version, Path folder) implements ChainProgram {
    /// Which one.
    enum Version {
        /// Simapp itself, on SDK v0.50 and CometBFT v0.38.
        SDK_050("simd050", "simd"),
        /// `acceptance/peers/minid` on SDK v0.53 and CometBFT v0.38.
        SDK_053("mini053", "minid"),
        /// The same on SDK v0.55 and CometBFT v0.40.
        SDK_055("mini055", "minid");

        private final String peer;
        private final String program;

        Version(String peer, String program) {
            this.peer = peer;
            this.program = program;
        }
    }

    @Override
    public String chainId() {
        return "simapp-1";
    }

    @Override
    public String denom() {
        return "stake";
    }

    @Override
    public Path home() {
        return folder.resolve("node");
    }

    @Override
    public void init() throws IOException {
        simd(List.of(), "init", "node0", "--chain-id", chainId());
        List<String> mnemonic = List.of(RealChain.MNEMONIC);
        simd(mnemonic, "keys", "add", "val", "--recover", "--keyring-backend", "test");
        genesis("add-genesis-account", "val", "1000000000000stake");
        genesis("gentx", "val", "1000000000stake", "--chain-id", chainId());
        simd(List.of(), "genesis", "collect-gentxs");
        ConfigLines.set(home().resolve("config/config.toml"), "rpc", "pprof_laddr", "\"\"");
        Path app = home().resolve("config/app.toml");
        ConfigLines.set(app, "", "minimum-gas-prices", "\"0stake\"");
        ConfigLines.set(app, "grpc", "enable", "false");
        ConfigLines.set(app, "grpc-web", "enable", "false");
    }

    @Override
    public List<String> start() {
        return cli().command("start", "--home", home().toString());
    }

    @Override
    public void send(int rpcPort, String recipient, String coins) throws IOException {
        simd(
                List.of(),
                "tx",
                "bank",
                "send",
                "val",
                recipient,
                coins,
                "--keyring-backend",
                "test",
                "--chain-id",
                chainId(),
                "--node",
                RealChain.rpcAddress(rpcPort),
                "-y");
    }

    @Override
    public String account(int rpcPort, String address) throws IOException {
        return query(rpcPort, "auth", "account", address);
    }

    /// The answer to a query in JSON.
    String query(int rpcPort, String module, String what, String argument) throws IOException {
        return simd(
                List.of(),
                "query",
                module,
                what,
                argument,
                "--node",
                RealChain.rpcAddress(rpcPort),
                "--output",
                "json");
    }

    @Override
    public String validatorAccount() throws IOException {
        return simd(List.of(), "keys", "show", "val", "-a", "--keyring-backend", "test").strip();
    }

    private void genesis(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("genesis"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--keyring-backend", "test"));
        simd(List.of(), all.toArray(String[]::new));
    }

    private String simd(List<String> answers, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home().toString()));
        return cli().run(answers, all.toArray(String[]::new));
    }

    private Cli cli() {
        return new Cli(Peers.chain(version.peer, version.program), folder.resolve("cli-logs"));
    }
}
