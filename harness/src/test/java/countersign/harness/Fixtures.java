package countersign.harness;

import countersign.connection.Ticker;
import countersign.consensus.ChainId;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.NodeTimings;
import countersign.harness.node.Sources;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/// What most tests of the harness start from.
public final class Fixtures {
    public static final ChainId CHAIN = new ChainId("test-chain");
    public static final Sources SOURCES =
            new Sources(InstantSource.system(), Ticker.SYSTEM, new SecureRandom());
    public static final ListenAddress LOOPBACK = new ListenAddress.Tcp("127.0.0.1", 0);

    /// No pings, and a signer that does not come is soon given up.
    public static final NodeTimings QUICK =
            new NodeTimings(
                    Duration.ofMillis(1_500),
                    Duration.ofSeconds(5),
                    Duration.ofHours(1),
                    1,
                    Duration.ofMillis(10));

    private Fixtures() {}
}
