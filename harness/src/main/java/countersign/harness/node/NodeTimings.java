package countersign.harness.node;

import java.time.Duration;

/// How patient a node is.
///
/// `accept` is how long it waits for a signer to connect, `readWrite` how long for each write and
/// each answer and for the handshake; it pings a link that was idle for `pingInterval`. A request
/// is sent up to `attemptsMax` times with `retryPause` between, over new connections.
public record NodeTimings(
        Duration accept,
        Duration readWrite,
        Duration pingInterval,
        int attemptsMax,
        Duration retryPause) {
    /// CometBFT's constants, the same from v0.34 to v2.
    public static final NodeTimings COMET =
            new NodeTimings(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(5),
                    Duration.ofNanos(3_333_333_333L),
                    50,
                    Duration.ofMillis(100));

    /// Throws `IllegalArgumentException` where a time is not positive or there is no attempt.
    public NodeTimings {
        if (!accept.isPositive() || !readWrite.isPositive() || !pingInterval.isPositive()) {
            throw new IllegalArgumentException("a node's patience is more than none");
        }
        if (attemptsMax < 1 || retryPause.isNegative()) {
            throw new IllegalArgumentException("a node asks at least once");
        }
    }

    /// The same, but each request is sent once: a lost connection is seen and not mended.
    public NodeTimings withoutRetries() {
        return new NodeTimings(accept, readWrite, pingInterval, 1, retryPause);
    }

    /// The same with another patience for a signer that does not connect.
    public NodeTimings withAccept(Duration patience) {
        return new NodeTimings(patience, readWrite, pingInterval, attemptsMax, retryPause);
    }
}
