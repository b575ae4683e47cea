package countersign.harness.node;

import countersign.consensus.ChainId;
import countersign.harness.wire.Dialect;

/// Which node to be. `extensionsEnabled` is the chain's consensus parameter.
public record NodeSettings(
        ChainId chain, Dialect dialect, boolean extensionsEnabled, NodeTimings timings) {
    /// Throws `IllegalArgumentException` for extensions in a version that has none.
    public NodeSettings {
        if (extensionsEnabled && !dialect.hasExtensions()) {
            throw new IllegalArgumentException(dialect + " has no vote extensions");
        }
    }
}
