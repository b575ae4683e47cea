package countersign.bench.trouble;

import countersign.bench.BenchException;
import countersign.consensus.ChainId;
import countersign.harness.node.ListenAddress;

import java.nio.file.Path;

/// The chain beside the one that is measured. It is asked all the time, in trouble or not.
public sealed interface Neighbour extends AutoCloseable permits FrozenDisk, SlowKey, HostilePeer {
    /// Its chain in every signer.
    ChainId CHAIN = new ChainId("neighbour");

    /// What its trouble is, in a few words.
    String name();

    /// Where its node listens.
    ListenAddress.Tcp address();

    /// Where a signer whose home is `home` keeps its state.
    default Path states(Path home) {
        return home.resolve("states").resolve(CHAIN.value());
    }

    /// What the signer's configuration has to have for it, in `tmkms.toml`'s words, or empty.
    default String configuration() {
        return "";
    }

    /// The signer is there: the neighbour is asked from now on.
    void begin();

    /// Into trouble, or out of it.
    void trouble(boolean on) throws BenchException;

    /// The signer is gone by then.
    @Override
    void close();
}
