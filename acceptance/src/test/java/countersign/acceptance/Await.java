package countersign.acceptance;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waiting for something that happens in another process. A deadline is there so that a test ends;
/// it is generous, because the machine may be slow and nothing is measured by it.
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    /// Returns as soon as `happened` holds, or fails with `what` and the `evidence` of that moment.
    public static void until(
            String what, Duration within, BooleanSupplier happened, Supplier<String> evidence) {
        if (!happens(within, happened)) {
            throw new AssertionError(
                    what + ": not within " + within.toSeconds() + " s\n" + evidence.get());
        }
    }

    /// Waits for `happened`, at most so long, and says whether it came to hold.
    public static boolean happens(Duration within, BooleanSupplier happened) {
        long end = System.nanoTime() + within.toNanos();
        boolean holds = happened.getAsBoolean();
        while (!holds && System.nanoTime() - end < 0) {
            pause();
            holds = happened.getAsBoolean();
        }
        return holds;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
