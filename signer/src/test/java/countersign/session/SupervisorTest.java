package countersign.session;

import static countersign.session.Bench.A;
import static countersign.session.Bench.CHAIN;
import static countersign.session.Bench.LINK;
import static countersign.session.Bench.NOON;
import static countersign.session.Bench.prevote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.connection.PeerException;
import countersign.connection.Ticker;
import countersign.consensus.SignBytes;
import countersign.event.Event;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

final class SupervisorTest {
    private static final Event.Disconnected REFUSED =
            new Event.Disconnected(LINK, "nobody listens at 127.0.0.1:26659", "start the node");

    private final Bench bench = new Bench();
    private final TestDialer dialer = new TestDialer();
    private final MemoryLink link = new MemoryLink();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        link.nodeEnd.close();
        threads.shutdownNow();
    }

    @Test
    void failedDial_isSaidAndTriedAgain() throws Exception {
        dialer.refuse();
        dialer.connect(link, "", false);
        Supervisor supervisor = supervisor(bench.session());
        Future<?> ran = threads.submit(supervisor);

        assertEquals(8, new TestNode(link.nodeEnd).ask(TestNode.PING).member());
        supervisor.stop();
        ran.get(10, TimeUnit.SECONDS);

        assertEquals(Optional.empty(), supervisor.failure());
        assertEquals(
                List.of(
                        new Event.Dialling(LINK, "node"),
                        REFUSED,
                        new Event.Dialling(LINK, "node"),
                        new Event.Connected(LINK),
                        new Event.Stopped(LINK)),
                bench.events.all());
    }

    @Test
    void linkThatBreaks_isDialledAgain() throws Exception {
        MemoryLink second = new MemoryLink();
        dialer.connect(link, "", false);
        dialer.connect(second, "", false);
        Supervisor supervisor = supervisor(bench.session());
        Future<?> ran = threads.submit(supervisor);
        new TestNode(link.nodeEnd).ask(TestNode.PING);

        link.nodeEnd.close();

        assertEquals(8, new TestNode(second.nodeEnd).ask(TestNode.PING).member());
        assertEquals(
                "the link was closed", bench.events.of(Event.Disconnected.class).getFirst().why());
        supervisor.stop();
        ran.get(10, TimeUnit.SECONDS);
        assertThrows(PeerException.class, () -> new TestNode(second.nodeEnd).send(TestNode.PING));
    }

    @Test
    void linkThatDoesNotReconnect_endsWithItsFailure() {
        dialer.refuse();
        Supervisor supervisor = supervisor(bench.session(false, Bench.TIMEOUT));

        supervisor.run();

        assertEquals(Optional.of(REFUSED), supervisor.failure());
        assertEquals(List.of("Dialling", "Disconnected", "Stopped"), bench.events.names());
    }

    @Test
    void stopWhileDialling_endsTheDial() throws Exception {
        Supervisor supervisor = supervisor(bench.session());
        Future<?> ran = threads.submit(supervisor);

        supervisor.stop();

        ran.get(10, TimeUnit.SECONDS);
        assertEquals(Optional.empty(), supervisor.failure());
        assertEquals(List.of(), bench.events.of(Event.Disconnected.class));
    }

    @Test
    void stopBeforeRun_dialsNothing() {
        Supervisor supervisor = supervisor(bench.session());

        supervisor.stop();
        supervisor.run();

        assertEquals(List.of("Stopped"), bench.events.names());
        assertEquals(List.of(), dialer.remaining);
    }

    @Test
    void stopWithARequestInFlight_letsItBeAnswered() throws Exception {
        dialer.connect(link, "", false);
        Supervisor supervisor = supervisor(bench.session());
        Future<?> ran = threads.submit(supervisor);
        TestNode node = new TestNode(link.nodeEnd);
        bench.key.mayGoOn = new CountDownLatch(1);
        node.send(TestNode.request("bench-1", prevote(5, 0, A, NOON)));
        bench.key.entered.await();

        Future<?> stopped = threads.submit(supervisor::stop);
        bench.key.mayGoOn.countDown();

        assertTrue(
                bench.key
                        .publicKey()
                        .verifies(
                                SignBytes.of(prevote(5, 0, A, NOON), CHAIN),
                                node.receive().signature()));
        stopped.get(10, TimeUnit.SECONDS);
        ran.get(10, TimeUnit.SECONDS);
        assertEquals(
                List.of("Dialling", "Connected", "MarkAdvanced", "Signed", "Stopped"),
                bench.events.names());
    }

    @Test
    void nodeWhoseIdentityIsNotPinned_isSaid() {
        assertEquals(
                List.of(new Event.PeerUnverified(LINK, "c0ffee")), unverified("c0ffee", false));
        assertEquals(List.of(), unverified("c0ffee", true));
        assertEquals(List.of(), unverified("", false));
    }

    @Test
    void dial_getsFiveSecondsAtLeast() {
        dialer.refuse();
        dialer.refuse();

        frozen(Duration.ofSeconds(1)).attempt();
        frozen(Duration.ofSeconds(9)).attempt();

        assertEquals(List.of(Duration.ofSeconds(5), Duration.ofSeconds(9)), dialer.remaining);
    }

    @Test
    void longLivedLink_isDialledAgainAtOnce() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE);
        Session session = bench.session(OptionalLong.empty(), now::get);
        Supervisor supervisor =
                new Supervisor(session, dialer, "node", bench.events, now::get, new Random(1));
        dialer.connect(link, "", false);
        link.nodeEnd.close();
        TestDialer slow = new TestDialer();
        MemoryLink lasting = new MemoryLink();
        slow.connect(lasting, "", false);
        lasting.nodeEnd.close();
        Ticker tenSecondsALook = () -> now.getAndAdd(Supervisor.LONG_LIVED.toNanos());
        Supervisor old =
                new Supervisor(session, slow, "node", bench.events, tenSecondsALook, new Random(1));

        assertTrue(supervisor.attempt().isPositive());
        assertEquals(Duration.ZERO, old.attempt());
    }

    @Test
    void pause_isHalfASecondToASecond() {
        Random random = new Random(42);
        for (int i = 0; i < 1000; i++) {
            Duration pause = Supervisor.pauseAfter(Duration.ofMillis(9_999), random);

            assertTrue(pause.toMillis() >= 500 && pause.toMillis() <= 1000, pause::toString);
        }
        assertEquals(Duration.ZERO, Supervisor.pauseAfter(Duration.ofSeconds(10), random));
    }

    private List<Event.PeerUnverified> unverified(String peerId, boolean pinned) {
        Bench own = new Bench();
        MemoryLink closed = new MemoryLink();
        closed.nodeEnd.close();
        TestDialer once = new TestDialer();
        once.connect(closed, peerId, pinned);
        new Supervisor(own.session(), once, "node", own.events, Ticker.SYSTEM, new Random(1))
                .attempt();
        return own.events.of(Event.PeerUnverified.class);
    }

    private Supervisor frozen(Duration timeout) {
        return new Supervisor(
                bench.session(true, timeout), dialer, "node", bench.events, () -> 0, new Random(1));
    }

    private Supervisor supervisor(Session session) {
        return new Supervisor(session, dialer, "node", bench.events, Ticker.SYSTEM, new Random(1));
    }
}
