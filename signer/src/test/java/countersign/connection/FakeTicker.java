package countersign.connection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Time that only a test moves.
public final class FakeTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
