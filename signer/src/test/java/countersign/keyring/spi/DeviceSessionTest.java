package countersign.keyring.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Turn;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.keyring.spi.ProviderException.Outcome;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A device that does what a script says, and what is left of its session each time.
final class DeviceSessionTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> seen = new ArrayList<>();
    private final Deque<Outcome> openings = new ArrayDeque<>();
    private final Deque<Outcome> uses = new ArrayDeque<>();
    private long now;
    private final Ticker ticker = () -> now;
    private final DeviceSession<DeviceSession.Open> device =
            new DeviceSession<>("the device", this::open, ticker);

    @Test
    void session_isOpenedOnceForManyUses() throws ProviderException {
        use();
        use();

        assertEquals(List.of("open", "use", "use"), seen);
    }

    @Test
    void refusal_keepsTheSessionAndIsNotAskedAgain() throws ProviderException {
        use();
        uses.add(Outcome.REFUSED);

        assertEquals(Outcome.REFUSED, failed(this::use));
        use();

        assertEquals(List.of("open", "use", "use", "use"), seen);
    }

    @Test
    void whatDidNotReachTheDevice_isAskedAgainInANewSession() throws ProviderException {
        use();
        uses.add(Outcome.UNREACHED);

        use();

        assertEquals(List.of("open", "use", "use", "close", "open", "use"), seen);
    }

    @Test
    void brokenSession_isDroppedAndOnlyTheHarmlessIsAskedAgain() throws ProviderException {
        use();
        uses.add(Outcome.BROKEN);
        assertEquals(Outcome.BROKEN, failed(this::use));
        assertEquals(List.of("open", "use", "use", "close"), seen);

        use();
        uses.add(Outcome.BROKEN);
        device.useTwice(soon(), this::answer);

        assertEquals(
                List.of("open", "use", "use", "close", "open", "use", "use", "close", "open"),
                seen.subList(0, 9));
        assertEquals(List.of("use"), seen.subList(9, seen.size()));
    }

    @Test
    void failureInAFreshSession_isNotTriedAgain() {
        uses.add(Outcome.UNREACHED);

        assertEquals(Outcome.UNREACHED, failed(this::use));

        assertEquals(List.of("open", "use", "close"), seen);
    }

    @Test
    void deviceThatIsAway_isTriedOnceAPause() throws ProviderException {
        openings.add(Outcome.UNREACHED);
        assertEquals(Outcome.UNREACHED, failed(this::use));
        now += DeviceSession.PAUSE.toNanos() - 1;
        assertEquals(Outcome.UNREACHED, failed(this::use));
        assertEquals(List.of("open"), seen);

        now += 1;
        use();

        assertEquals(List.of("open", "open", "use"), seen);
    }

    @Test
    void deniedCredentials_areNeverTriedAgain() {
        openings.add(Outcome.DENIED);
        assertEquals(Outcome.DENIED, failed(this::use));
        now += Duration.ofDays(1).toNanos();

        assertEquals(Outcome.DENIED, failed(this::use));

        assertEquals(List.of("open"), seen);
    }

    @Test
    void deniedInTheMiddle_isNeverTriedAgain() throws ProviderException {
        use();
        uses.add(Outcome.UNREACHED);
        openings.add(Outcome.DENIED);
        assertEquals(Outcome.DENIED, failed(this::use));
        now += Duration.ofDays(1).toNanos();

        assertEquals(Outcome.DENIED, failed(this::use));

        assertEquals(List.of("open", "use", "use", "close", "open"), seen);
    }

    @Test
    void bug_dropsTheSession() throws ProviderException {
        use();

        assertThrows(
                IllegalStateException.class,
                () ->
                        device.use(
                                soon(),
                                (session, deadline) -> {
                                    throw new IllegalStateException();
                                }));
        use();

        assertEquals(List.of("open", "use", "close", "open", "use"), seen);
    }

    @Test
    void deviceThatHangs_makesTheNextOneFailAtItsDeadline() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Thread first = hangUntil(mayGoOn);

        ProviderException e =
                assertThrows(
                        ProviderException.class,
                        () -> device.use(Deadline.after(Duration.ZERO, ticker), this::answer));

        assertEquals("the device is still busy with what it was asked before", e.what());
        mayGoOn.countDown();
        first.join();
        assertEquals(List.of("open"), seen);
    }

    /// Is in the session when this returns, until `mayGoOn` comes down.
    private Thread hangUntil(CountDownLatch mayGoOn) throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        Thread user =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        device.use(
                                                soon(),
                                                (session, deadline) -> {
                                                    entered.countDown();
                                                    return Turn.await(mayGoOn, LONG);
                                                });
                                    } catch (ProviderException e) {
                                        seen.add(e.toString());
                                    }
                                });
        entered.await();
        return user;
    }

    @Test
    void close_endsTheSessionAndRefusesWhatComesAfter() throws ProviderException {
        use();
        device.close();

        assertEquals(Outcome.REFUSED, failed(this::use));

        assertEquals(List.of("open", "use", "close"), seen);
    }

    @Test
    void close_whileTheDeviceHangs_leavesTheEndToWhoeverIsInIt() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Thread first = hangUntil(mayGoOn);

        assertFalse(device.end());
        assertEquals(List.of("open"), seen);
        mayGoOn.countDown();
        first.join();

        assertEquals(List.of("open", "close"), seen);
        assertTrue(device.end());
        assertEquals(List.of("open", "close"), seen);
    }

    private interface Attempt {
        void run() throws ProviderException;
    }

    private static Outcome failed(Attempt attempt) {
        return assertThrows(ProviderException.class, attempt::run).outcome();
    }

    private void use() throws ProviderException {
        device.use(soon(), this::answer);
    }

    private Deadline soon() {
        return Deadline.after(Duration.ofSeconds(1), ticker);
    }

    private DeviceSession.Open open(Deadline deadline) throws ProviderException {
        seen.add("open");
        next(openings);
        return () -> seen.add("close");
    }

    private String answer(DeviceSession.Open session, Deadline deadline) throws ProviderException {
        seen.add("use");
        next(uses);
        return "";
    }

    private static void next(Deque<Outcome> script) throws ProviderException {
        if (!script.isEmpty()) {
            throw new ProviderException(script.removeFirst(), "as the script says", "");
        }
    }
}
