package countersign.acceptance.tx;

import java.io.IOException;
import java.nio.file.Path;

/// A chain of today, and a home whose account has coins there.
final class SimappAccount implements AutoCloseable {
    static final long FUNDS = 1_000_000;

    private final RealChain chain;
    private final Simapp simapp;
    private final TxSignerHome home;

    private SimappAccount(RealChain chain, Simapp simapp, TxSignerHome home) {
        this.chain = chain;
        this.simapp = simapp;
        this.home = home;
    }

    static SimappAccount start(Simapp.Version version, Path folder) throws IOException {
        Simapp simapp = new Simapp(version, folder.resolve("chain"));
        RealChain chain = RealChain.init(simapp, "500ms");
        try {
            chain.start();
            TxSignerHome home =
                    TxSignerHome.create(folder.resolve("signer"), chain.chainId(), "cosmos");
            chain.fund(home.account(), FUNDS);
            return new SimappAccount(chain, simapp, home);
        } catch (IOException | RuntimeException | Error e) {
            chain.close();
            throw e;
        }
    }

    RealChain chain() {
        return chain;
    }

    TxSignerHome home() {
        return home;
    }

    long sequence() {
        return chain.standing(home.account()).sequence();
    }

    /// What the chain says an account has.
    String balances(String account) throws IOException {
        return simapp.query(chain.port(), "bank", "balances", account);
    }

    /// Configures a transaction signer that may send a little to `val`.
    void configure(HttpService service, String format) throws IOException {
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
    String payment(String memo, long amount) throws IOException {
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
