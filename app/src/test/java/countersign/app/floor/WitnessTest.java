package countersign.app.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.config.FloorSettings;
import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.event.Event;
import countersign.guard.Floor;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.MarkStore;
import countersign.guard.RawSigning;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// From what nodes say to the guards' floors.
final class WitnessTest {
    private static final ChainId CHAIN = new ChainId("test-1");
    private static final PublicKey KEY =
            new PublicKey(
                    KeyType.ED25519,
                    Bytes.ofHex(
                            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<Guard> guards = List.of(guard(), guard());

    @Test
    void enoughAnswers_giveEveryGuardOfTheChainItsFloor() throws Exception {
        try (HostileRpc one = HostileRpc.node("test-1", 41, false);
                HostileRpc other = HostileRpc.node("test-1", 42, false);
                Witness _ = witness(2, one, other)) {
            Event.FloorLearned learned = assertInstanceOf(Event.FloorLearned.class, nextEvent());
            assertEquals(42, learned.height());
            assertFloors(new Floor(42, false));
        }
    }

    @Test
    void tooFewAnswers_raiseTheFloorAndAreAskedAgainUntilThereAreEnough() throws Exception {
        CountDownLatch repaired = new CountDownLatch(1);
        try (HostileRpc one = HostileRpc.node("test-1", 41, false);
                HostileRpc other =
                        new HostileRpc(
                                (out, _) ->
                                        HostileRpc.send(
                                                out,
                                                repaired.getCount() == 0 ? "200 OK" : "500 Oops",
                                                HostileRpc.status("test-1", 40, false)));
                Witness _ = witness(2, one, other)) {
            Event.FloorNotLearned first =
                    assertInstanceOf(Event.FloorNotLearned.class, nextEvent());
            assertTrue(first.why().contains("HTTP status 500"), first.why());
            assertTrue(first.next().contains("nothing new is signed until 2"), first.next());
            assertFloors(new Floor(41, true));
            repaired.countDown();
            Event last = nextEvent();
            while (last instanceof Event.FloorNotLearned) {
                last = nextEvent();
            }
            assertInstanceOf(Event.FloorLearned.class, last);
            assertFloors(new Floor(41, false));
        }
    }

    @Test
    void nobodyWhoAnswers_isOnlyAWarningWhereNoneIsDemanded() throws Exception {
        try (HostileRpc broken = HostileRpc.with("500 Oops", "");
                Witness _ = witness(0, broken)) {
            assertInstanceOf(Event.FloorNotLearned.class, nextEvent());
            assertFloors(new Floor(0, false));
            assertEquals(1, broken.requests());
        }
    }

    @Test
    void nodesFarApart_areNamedAndTheHighestCounts() throws Exception {
        try (HostileRpc one = HostileRpc.node("test-1", 41, false);
                HostileRpc other = HostileRpc.node("test-1", 9_000, false);
                Witness _ = witness(1, one, other)) {
            Event.FloorDoubted doubted = assertInstanceOf(Event.FloorDoubted.class, nextEvent());
            assertTrue(doubted.why().contains(other.url() + " is at height 9000"), doubted.why());
            assertInstanceOf(Event.FloorLearned.class, nextEvent());
            assertFloors(new Floor(9_000, false));
        }
    }

    @Test
    void closedWitness_leavesTheFloorAwaited() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (HostileRpc silent =
                new HostileRpc(
                        (_, _) -> {
                            asked.countDown();
                            never.await();
                        })) {
            Witness witness = witness(1, silent);
            assertTrue(asked.await(AMPLE.toSeconds(), TimeUnit.SECONDS));
            witness.close();
            assertEquals(List.of(Floor.AWAITED, Floor.AWAITED), floors());
        }
    }

    private Witness witness(int answersMin, HostileRpc... nodes) {
        List<URI> urls = List.of(nodes).stream().map(HostileRpc::url).toList();
        FloorSettings settings = new FloorSettings(urls, answersMin, AMPLE, OptionalLong.empty());
        return new Witness(CHAIN, settings, guards, events::add, Duration.ofMillis(1));
    }

    private Event nextEvent() throws InterruptedException {
        return Objects.requireNonNull(events.poll(AMPLE.toSeconds(), TimeUnit.SECONDS));
    }

    /// The event of a floor comes before the floor is settled.
    private void assertFloors(Floor expected) throws InterruptedException {
        long end = System.nanoTime() + AMPLE.toNanos();
        while (!floors().equals(List.of(expected, expected)) && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertEquals(List.of(expected, expected), floors());
    }

    private List<Floor> floors() {
        return guards.stream().map(Guard::floor).toList();
    }

    private static Guard guard() {
        return new Guard(
                CHAIN,
                KEY,
                new Unused(),
                new Guard.Limits(
                        RawSigning.FORBIDDEN,
                        Floor.AWAITED,
                        OptionalLong.empty(),
                        Guard.Limits.TURN_MAX),
                _ -> {});
    }

    /// Nothing is signed here.
    private record Unused() implements MarkStore {
        @Override
        public Mark current() {
            return new Mark.Unsigned();
        }

        @Override
        public void advance(Mark expected, Mark next) {
            throw new AssertionError("nothing is signed here");
        }

        @Override
        public void close() {}
    }
}
