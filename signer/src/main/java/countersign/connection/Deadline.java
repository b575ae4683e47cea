package countersign.connection;

import java.time.Duration;

/// The instant at which a whole operation has failed, however many steps it takes.
public record Deadline(Ticker ticker, long atNanos) {
    public static Deadline after(Duration limit, Ticker ticker) {
        return new Deadline(ticker, ticker.nanos() + limit.toNanos());
    }

    /// Zero or negative once it has passed.
    public Duration remaining() {
        return Duration.ofNanos(atNanos - ticker.nanos());
    }

    public boolean hasPassed() {
        return atNanos - ticker.nanos() <= 0;
    }
}
