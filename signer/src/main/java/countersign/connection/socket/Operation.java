package countersign.connection.socket;

import countersign.bytes.Check;
import countersign.connection.Deadline;

import java.util.concurrent.atomic.AtomicReference;

/// The deadline of the operation that is in progress in one direction of a socket, if any. The
/// thread of the operation and the watchdog settle here which of them came first.
final class Operation {
    private static final Deadline IDLE = new Deadline(() -> 0, Long.MAX_VALUE);
    private static final Deadline OVERDUE = new Deadline(() -> 0, Long.MAX_VALUE);

    private final String overdue;
    private final AtomicReference<Deadline> current = new AtomicReference<>(IDLE);

    /// `overdue` says to an operator what it means that the deadline has passed.
    Operation(String overdue) {
        this.overdue = overdue;
    }

    String overdue() {
        return overdue;
    }

    /// False where the deadline has passed already, so that there is nothing to begin.
    boolean begin(Deadline deadline) {
        if (deadline.hasPassed()) {
            return false;
        }
        Deadline before = current.getAndSet(deadline);
        Check.that(before.equals(IDLE) || before.equals(OVERDUE), "one operation at a time");
        return true;
    }

    /// False where the watchdog came first.
    boolean end(Deadline deadline) {
        return current.compareAndSet(deadline, IDLE);
    }

    /// For the watchdog: whether it came first, once the deadline has passed.
    boolean expire() {
        Deadline deadline = current.get();
        return deadline.hasPassed() && current.compareAndSet(deadline, OVERDUE);
    }
}
