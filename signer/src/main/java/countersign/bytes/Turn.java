package countersign.bytes;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// One thread at a time, in the order in which they asked.
///
/// Waiting goes on through every interrupt, which is kept for later: whoever has asked for a turn
/// holds a request that must not be lost half way. It never goes on for ever.
public final class Turn {
    private final ReentrantLock lock = new ReentrantLock(true);

    /// Nobody's turn.
    public Turn() {}

    private interface Waiting {
        boolean run(long nanos) throws InterruptedException;
    }

    /// Waits for the turn, but no longer than `limit`, and says whether it came. Whoever gets it
    /// must [end][#end] it.
    public boolean take(Duration limit) {
        return uninterrupted(limit, nanos -> lock.tryLock(nanos, TimeUnit.NANOSECONDS));
    }

    /// Only by the thread that has it.
    public void end() {
        lock.unlock();
    }

    /// Waits for `latch`, through interrupts too, but no longer than `limit`, and says whether it
    /// came down.
    public static boolean await(CountDownLatch latch, Duration limit) {
        return uninterrupted(limit, nanos -> latch.await(nanos, TimeUnit.NANOSECONDS));
    }

    private static boolean uninterrupted(Duration limit, Waiting waiting) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return waiting.run(end - System.nanoTime());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
