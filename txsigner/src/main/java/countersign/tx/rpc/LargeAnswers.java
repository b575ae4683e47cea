package countersign.tx.rpc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Room for answers that are large. Reading one takes several times its length, and all transaction
/// signers of a process share its memory with the validators: they take turns.
final class LargeAnswers implements AutoCloseable {
    /// Longer than all others take who may be before this one.
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);

    private static final int PART_BYTES = 4 * 1024 * 1024;

    /// One block, or two transactions.
    private static final Semaphore PARTS = new Semaphore(2, true);

    private final int parts;

    private LargeAnswers(int parts) {
        this.parts = parts;
    }

    /// Waits for its turn; empty where it does not come.
    static Optional<LargeAnswers> room(int bytes) {
        int parts = Math.ceilDiv(bytes, PART_BYTES);
        try {
            return PARTS.tryAcquire(parts, WAIT_MAX.toSeconds(), TimeUnit.SECONDS)
                    ? Optional.of(new LargeAnswers(parts))
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        PARTS.release(parts);
    }
}
