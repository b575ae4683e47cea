package countersign.harness.node;

import countersign.bytes.SecretBytes;
import countersign.connection.Ticker;
import countersign.connection.secret.ConnectionKey;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Where a node's times and its identity come from.
public record Sources(InstantSource clock, Ticker ticker, RandomGenerator entropy) {
    private static final int SEED_BYTES = 32;

    /// An identity that nobody has seen before.
    public ConnectionKey freshIdentity() {
        byte[] seed = new byte[SEED_BYTES];
        entropy.nextBytes(seed);
        return ConnectionKey.ofSeed(SecretBytes.take(seed));
    }
}
