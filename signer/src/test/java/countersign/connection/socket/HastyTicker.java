package countersign.connection.socket;

import countersign.connection.Ticker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Half a second passes at every look, so that whoever waits has soon waited long.
final class HastyTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.addAndGet(Duration.ofMillis(500).toNanos());
    }
}
