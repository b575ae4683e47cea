package countersign.acceptance.tx;

import java.io.IOException;
import java.nio.file.Path;

/// A chain of today, and a home whose account has coins there.
public final class SimappAccount implements AutoCloseable {
    static final long FUNDS = 1_000_000;

    private final RealChain chain;
    private final Simapp simapp;
    private final TxSignerHome home;

    private SimappAccount(RealChain chain, Simapp simapp, TxSignerHome home) {
        this.chain = chain;
        this.simapp = simapp;
        this.home = home;
    }

    /// Makes the home whose account it is, in a folder that does not exist, for the chain with the
    /// id and with this prefix of its addresses.
    @FunctionalInterface
    public interface Homes {
        TxSignerHome make(Path directory, String chainId, String prefix) throws IOException;
    }

    static SimappAccount start(Path folder) throws IOException {
        return start(Simapp.Version.SDK_050, folder);
    }

    static SimappAccount start(Simapp.Version version, Path folder) throws IOException {
        return start(version, folder, TxSignerHome::create, Index.ON);
    }

    /// With the account of such a home.
    public static SimappAccount start(Path folder, Homes homes) throws IOException {
        return start(Simapp.Version.SDK_050, folder, homes, Index.ON);
    }

    /// Whether the node keeps an index of transactions.
    enum Index {
        ON,
        OFF
    }

    static SimappAccount start(Simapp.Version version, Path folder, Homes homes, Index index)
            throws IOException {
        Simapp simapp = new Simapp(version, folder.resolve("chain"));
        RealChain chain = RealChain.init(simapp, "500ms");
        try {
            if (index == Index.OFF) {
                chain.configure("tx_index", "indexer", "null");
            }
            chain.start();
            TxSignerHome home = homes.make(folder.resolve("signer"), chain.chainId(), "cosmos");
            chain.fund(home.account(), FUNDS);
            return new SimappAccount(chain, simapp, home);
        } catch (IOException | RuntimeException | Error e) {
            chain.close();
            throw e;
        }
    }

    public RealChain chain() {
        return chain;
    }

    public TxSignerHome home() {
        return home;
    }

    /// How many of the account's transactions the chain has taken.
    public long sequence() {
        return chain.standing(home.account()).sequence();
    }

    /// What the chain says an account has.
    String balances(String account) throws IOException {
        return simapp.query(chain.port(), "bank", "balances", account);
    }

    /// Configures a transaction signer that may send a little to `val`.
    public void configure(HttpService service, String format) throws IOException {
        home.configure(
                """
                [[tx_signer]]
                chain_id = "%s"
                format = "%s"
                account_address = "%s"
                poll_interval = { blocks = 1, min_secs = 1 }
                source = { protocol = "jsonrpc", uri = "%s" }
                rpc = { addr = "%s" }
                timeout_blocks = 20

                [tx_signer.policy]
                fee_max = ["10stake"]
                gas_max = 200000
                memo = ["*"]

                [[tx_signer.policy.message]]
                type = "/cosmos.bank.v1beta1.MsgSend"
                fields = [
                    { path = "from_address", in = ["%s"] },
                    { path = "to_address", in = ["%s"] },
                    { path = "amount", coins_max = ["500stake"] },
                ]
                """
                        .formatted(
                                chain.chainId(),
                                format,
                                home.account(),
                                service.uri("/payments"),
                                RealChain.rpcAddress(chain.port()),
                                home.account(),
                                simapp.validatorAccount()));
    }

    /// A payment to `val`.
    public String payment(String memo, long amount) throws IOException {
        return payment(memo, amount, simapp.validatorAccount());
    }

    /// A payment to anybody.
    String payment(String memo, long amount, String recipient) {
        return """
        {"chain_id":"%s","fee":{"amount":[{"denom":"stake","amount":"10"}],"gas":"200000"},\
        "memo":"%s","msgs":[{"type":"/cosmos.bank.v1beta1.MsgSend","value":{\
        "from_address":"%s","to_address":"%s","amount":[{"denom":"stake","amount":"%d"}]}}]}\
        """
                .formatted(chain.chainId(), memo, home.account(), recipient, amount);
    }

    @Override
    public void close() {
        chain.close();
    }
}
