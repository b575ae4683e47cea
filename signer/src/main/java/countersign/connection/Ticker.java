package countersign.connection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Monotonic time, passed in wherever time matters.
public interface Ticker {
    Ticker SYSTEM = System::nanoTime;

    /// Nanoseconds since an arbitrary instant; compare by subtraction only.
    long nanos();

    /// Waits for `ended`, but no longer than `limit`, and says whether it came. Here and not where
    /// it is needed, so that time which is not the system's can pass without waiting.
    default boolean await(CountDownLatch ended, Duration limit) throws InterruptedException {
        return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
