package countersign.harness.demo;

import countersign.consensus.ChainId;
import countersign.harness.node.ListenAddress;
import countersign.harness.wire.Dialect;

import java.time.Duration;

/// Which chain to play, where its node listens, and for how long: one height each `interval`, from
/// height 1.
public record DemoSettings(
        ListenAddress address,
        ChainId chain,
        Dialect dialect,
        Duration interval,
        Duration duration) {
    /// Throws `IllegalArgumentException` where a time is negative.
    public DemoSettings {
        if (interval.isNegative() || duration.isNegative()) {
            throw new IllegalArgumentException("a demonstration's times are not negative");
        }
    }
}
