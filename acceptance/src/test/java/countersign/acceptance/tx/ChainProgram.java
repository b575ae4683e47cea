package countersign.acceptance.tx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A chain's own programs, which are told in different words what every chain is told. Each has the
/// account `val`, which is the only validator and rich.
sealed interface ChainProgram permits StdTxChain, Simapp {
    /// Also the id of a new chain.
    String chainId();

    /// The only kind of money that `val` has much of.
    String denom();

    /// Where `config/config.toml` is.
    Path home();

    /// Makes the chain, its validator and `val`.
    void init() throws IOException;

    /// What starts the node.
    List<String> start();

    /// Sends coins, written as `5stake`, from `val`, and does not wait for the chain to take it.
    void send(int rpcPort, String recipient, String coins) throws IOException;

    /// What the chain says of an account, in JSON; empty where it knows none.
    String account(int rpcPort, String address) throws IOException;

    /// The address of `val`.
    String validatorAccount() throws IOException;
}
