package countersign.bytes;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class TurnTest {
    private static final Duration LONG = Duration.ofDays(1);

    private final Turn turn = new Turn();

    @Test
    void turn_isSomebodyElsesUntilItEnds() throws InterruptedException, ExecutionException {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            assertTrue(turn.take(Duration.ZERO));
            assertFalse(other.submit(() -> turn.take(Duration.ZERO)).get());
            turn.end();
            assertTrue(other.submit(() -> turn.take(Duration.ZERO)).get());
            assertFalse(turn.take(Duration.ZERO));
        }
    }

    @Test
    void interrupt_isKeptForLater() {
        Thread.currentThread().interrupt();
        assertTrue(turn.take(LONG));
        assertTrue(Thread.interrupted());
        assertFalse(Turn.await(new CountDownLatch(1), Duration.ZERO));
        assertFalse(Thread.interrupted(), "nobody interrupts a thread that was not");
    }

    @Test
    void latch_isAwaitedAndItsStateTold() {
        assertTrue(Turn.await(new CountDownLatch(0), LONG));
        assertFalse(Turn.await(new CountDownLatch(1), Duration.ZERO));
    }
}
