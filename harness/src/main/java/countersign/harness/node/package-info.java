/// A validator node as far as its signer can tell: it listens, accepts one signer at a time, asks
/// what a node asks and checks each answer as CometBFT does. May import `bytes`, `consensus`,
/// `connection` with its transports, and the harness's `wire` and `ledger`.
package countersign.harness.node;
