package countersign.simulation;

import countersign.connection.Ticker;

import java.io.PrintStream;
import java.time.Duration;

/// Says every few seconds how far a campaign has come.
final class Progress {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final PrintStream err;
    private final Ticker ticker;
    private long said;

    Progress(PrintStream err, Ticker ticker) {
        this.err = err;
        this.ticker = ticker;
        this.said = ticker.nanos();
    }

    void hear(Tally tally) {
        if (ticker.nanos() - said >= EVERY.toNanos()) {
            said = ticker.nanos();
            err.println(tally);
        }
    }
}
