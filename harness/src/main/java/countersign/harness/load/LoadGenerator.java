package countersign.harness.load;

import countersign.connection.PeerException;
import countersign.connection.Ticker;
import countersign.harness.node.ChainDriver;
import countersign.harness.node.Outcome;
import countersign.harness.node.Signed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Plays heights as fast as the signer lets it: a proposal, a prevote and a precommit each, the
/// next request only after the last answer was verified (outside of the latency).
public record LoadGenerator(ChainDriver driver, Ticker ticker) {
    /// The most heights of one run, whose latencies are all kept.
    public static final int HEIGHTS_MAX = 5_000_000;

    private static final int SIGNATURES_PER_HEIGHT = 3;
    private static final int FAULTS_MAX = 100;

    /// Runs `heights` heights from `firstHeight` on. Stops early after 100 faults; throws where the
    /// link fails for good.
    public LoadReport run(long firstHeight, int heights) throws PeerException {
        if (heights < 1 || heights > HEIGHTS_MAX) {
            throw new IllegalArgumentException("a run has 1 to " + HEIGHTS_MAX + " heights");
        }
        long[] nanos = new long[heights * SIGNATURES_PER_HEIGHT];
        int count = 0;
        List<String> faults = new ArrayList<>();
        long start = ticker.nanos();
        for (long height = firstHeight; height < firstHeight + heights; height++) {
            ChainDriver.PlayedHeight played = driver.play(height);
            faults.addAll(played.faults());
            for (Outcome<Signed> outcome : played.signatures()) {
                if (outcome instanceof Outcome.Given<Signed>(Signed _, Duration took)) {
                    nanos[count] = took.toNanos();
                    count++;
                }
            }
            if (faults.size() >= FAULTS_MAX) {
                break;
            }
        }
        Duration elapsed = Duration.ofNanos(ticker.nanos() - start);
        return new LoadReport(
                Latencies.ofNanos(Arrays.copyOf(nanos, count)), elapsed, List.copyOf(faults));
    }
}
