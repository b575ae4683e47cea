package countersign.bench.peer;

import countersign.consensus.ChainId;
import countersign.harness.node.ListenAddress;

import java.nio.file.Path;

/// One chain that a signer is to serve: where its node listens, and the folder for the signer's
/// state of it.
public record ChainPlace(ChainId chain, ListenAddress.Tcp node, Path states) {
    /// The line of an adapter's file `chains`.
    String line() {
        return chain + " " + node.host() + ":" + node.port() + " " + states;
    }
}
