package countersign.harness.suite;

import countersign.consensus.ChainId;
import countersign.consensus.PublicKey;
import countersign.harness.node.ListenAddress;
import countersign.harness.wire.Dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What to put a signer through. `firstHeight` must lie above everything the signer has signed on
/// `chain`; a run uses up about 50 heights a dialect, and the signer will not sign below them
/// again. `patience` is how long to wait whenever the signer has to connect.
public record HarnessSettings(
        ListenAddress address,
        ChainId chain,
        Optional<PublicKey> expectedKey,
        List<Dialect> dialects,
        long firstHeight,
        Duration patience) {
    /// Throws `IllegalArgumentException` where there is nothing to check.
    public HarnessSettings {
        if (dialects.isEmpty()) {
            throw new IllegalArgumentException("no dialect to check");
        }
        if (firstHeight < 1) {
            throw new IllegalArgumentException("the first height is below 1");
        }
        dialects = List.copyOf(dialects);
    }
}
