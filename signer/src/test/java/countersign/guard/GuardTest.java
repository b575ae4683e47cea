package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.SignBytes;
import countersign.consensus.Timestamp;
import countersign.event.Event;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The guard over a real state file.
class GuardTest {
    private static final int THREADS = 64;
    private static final int PLACES = 64;

    @TempDir private Path directory = Path.of("unset");
    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private Guard guard = guard(inMemory());

    @BeforeEach
    void open() throws StoreException {
        Path file = directory.resolve("state");
        StateFile.create(file, Samples.CHAIN, Samples.KEY, new Mark.Unsigned());
        guard = guard(StateFile.open(file, Samples.CHAIN, Samples.KEY));
    }

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void newVote_isPermittedForThisKeyAfterItsMark() {
        ConsensusMessage vote = Samples.prevote(1, 0, Samples.A);
        Permit permit = allowed(judge(vote));
        assertEquals(Samples.KEY, permit.key());
        assertEquals(List.of(SignBytes.of(vote, Samples.CHAIN)), permit.use());
        assertEquals(new Mark.Held(vote), guard.mark());
        assertEquals(
                List.of(new Event.MarkAdvanced(Samples.CHAIN, Samples.KEY.address(), vote)),
                events);
    }

    @Test
    void permitUsedTwice_isBug() {
        Permit permit = allowed(judge(Samples.prevote(1, 0, Samples.A)));
        permit.use();
        assertThrows(Bug.class, permit::use);
    }

    @Test
    void samePrecommitAtAnotherTime_returnsTheRecordedBytes() {
        ConsensusMessage vote = Samples.precommit(1, 0, Samples.A);
        List<Bytes> first = allowed(judge(vote)).use();
        Verdict again = judge(vote.at(Samples.T2));
        assertEquals(first, assertInstanceOf(Verdict.Repeated.class, again).permit().use());
        assertEquals(1, events.size());
    }

    @Test
    void otherBlock_isRefusedAndNamesWhatIsHeld() {
        ConsensusMessage vote = Samples.precommit(1, 0, Samples.A);
        allowed(judge(vote));
        assertEquals(
                new Verdict.Refused(Refusal.CONFLICT, new Mark.Held(vote)),
                judge(Samples.precommit(1, 0, Samples.B)));
    }

    @Test
    void closedGuard_refusesEverythingAndIsNotPoisoned() {
        allowed(judge(Samples.prevote(1, 0, Samples.A)));
        guard.close();
        assertEquals(refusedAsPoisoned(), judge(Samples.prevote(1, 0, Samples.A)));
        assertEquals(refusedAsPoisoned(), judge(Samples.prevote(2, 0, Samples.A)));
        assertEquals(refusedAsPoisoned(), guard.judgeRawBytes(Bytes.of((byte) 1), "id"));
        assertFalse(guard.isPoisoned());
    }

    @Test
    void closedGuard_letsGoOfItsState() throws StoreException {
        guard.close();
        StateFile.open(directory.resolve("state"), Samples.CHAIN, Samples.KEY).close();
    }

    @Test
    void permitForNothing_isBug() {
        assertThrows(Bug.class, () -> new Permit(Samples.KEY, List.of()));
    }

    @Test
    void awaitedFloor_refusesWhatIsNewAndRepeatsWhatIsRecorded() {
        Guard waiting = guardWith(Floor.AWAITED, Samples.held(5), Duration.ZERO);
        assertEquals(
                new Verdict.Refused(Refusal.FLOOR_AWAITED, Samples.held(5)),
                waiting.judge(Samples.prevote(6, 0, Samples.A), Optional.empty()));
        assertInstanceOf(
                Verdict.Repeated.class,
                waiting.judge(Samples.precommit(5, 0, Samples.A), Optional.empty()));
        waiting.raiseFloor(9);
        assertEquals(new Floor(9, true), waiting.floor());
        waiting.settleFloor();
        assertEquals(
                new Verdict.Refused(Refusal.BELOW_FLOOR, Samples.held(5)),
                waiting.judge(Samples.precommit(9, 7, Samples.A), Optional.empty()));
        allowed(waiting.judge(Samples.prevote(10, 0, Samples.A), Optional.empty()));
    }

    @Test
    void requestWhileTheFloorIsAwaited_waitsForItInsteadOfBeingLost() throws Exception {
        Guard waiting = guardWith(Floor.AWAITED, Samples.held(5), Duration.ofDays(1));
        List<Verdict> verdicts = Collections.synchronizedList(new ArrayList<>());
        ConsensusMessage vote = Samples.prevote(10, 0, Samples.A);
        Thread link = waitingLink(() -> verdicts.add(waiting.judge(vote, Optional.empty())));
        waiting.raiseFloor(9);
        waiting.settleFloor();
        link.join();
        allowed(verdicts.getFirst());
    }

    @Test
    void closeWhileTheFloorIsAwaited_refusesWhoWaits() throws Exception {
        Guard waiting = guardWith(Floor.AWAITED, Samples.held(5), Duration.ofDays(1));
        ConsensusMessage vote = Samples.prevote(10, 0, Samples.A);
        List<Verdict> verdicts = Collections.synchronizedList(new ArrayList<>());
        Thread link = waitingLink(() -> verdicts.add(waiting.judge(vote, Optional.empty())));
        waiting.close();
        link.join();
        assertEquals(List.of(new Verdict.Refused(Refusal.POISONED, Samples.held(5))), verdicts);
    }

    /// With a day to wait, whoever waits in vain is noticed.
    @Test
    void whatTheMarkDecides_doesNotWaitForTheFloor() {
        Guard waiting = guardWith(Floor.AWAITED, Samples.held(5), Duration.ofDays(1));
        assertEquals(
                new Verdict.Refused(Refusal.CONFLICT, Samples.held(5)),
                waiting.judge(Samples.precommit(5, 0, Samples.B), Optional.empty()));
        assertInstanceOf(
                Verdict.Repeated.class,
                waiting.judge(Samples.precommit(5, 0, Samples.A), Optional.empty()));
    }

    @Test
    void floor_onlyMovesUp() {
        guard.raiseFloor(7);
        guard.raiseFloor(6);
        guard.settleFloor();
        assertEquals(new Floor(7, false), guard.floor());
    }

    @Test
    void refusalByFloor_movesNoMark() {
        guard.raiseFloor(Long.MAX_VALUE);
        assertEquals(
                new Verdict.Refused(Refusal.BELOW_FLOOR, new Mark.Unsigned()),
                judge(Samples.prevote(Long.MAX_VALUE, 0, Samples.A)));
        assertEquals(new Mark.Unsigned(), guard.mark());
    }

    @Test
    void whileTheDiskHangs_othersAreRefusedAndTheMarkIsKnown() throws Exception {
        HangingMarks marks = new HangingMarks();
        Guard hung =
                new Guard(
                        Samples.CHAIN,
                        Samples.KEY,
                        marks,
                        new Guard.Limits(
                                RawSigning.FORBIDDEN,
                                Floor.NONE,
                                OptionalLong.empty(),
                                Duration.ZERO),
                        events::add);
        ConsensusMessage vote = Samples.prevote(1, 0, Samples.A);
        try (ExecutorService link = Executors.newSingleThreadExecutor()) {
            Future<Verdict> first = link.submit(() -> hung.judge(vote, Optional.empty()));
            try {
                marks.begun.await();
                Verdict busy = new Verdict.Refused(Refusal.BUSY, new Mark.Unsigned());
                assertEquals(busy, hung.judge(vote, Optional.empty()));
                Thread.currentThread().interrupt();
                assertEquals(busy, hung.judge(Samples.prevote(2, 0, Samples.A), Optional.empty()));
                assertTrue(Thread.interrupted(), "an interrupt is not lost");
            } finally {
                marks.mayEnd.countDown();
            }
            allowed(first.get());
        }
        assertEquals(new Mark.Held(vote), hung.mark());
        assertInstanceOf(Verdict.Repeated.class, hung.judge(vote, Optional.empty()));
    }

    /// Whoever writes to it would find it closed, and its lock gone.
    @Test
    void closeWhileTheDiskHangs_leavesTheStateOpen() throws Exception {
        HangingMarks marks = new HangingMarks();
        Guard hung = guard(marks);
        try (ExecutorService link = Executors.newSingleThreadExecutor()) {
            Future<Verdict> first =
                    link.submit(
                            () -> hung.judge(Samples.prevote(1, 0, Samples.A), Optional.empty()));
            try {
                marks.begun.await();
                hung.close();
                assertFalse(marks.closed);
            } finally {
                marks.mayEnd.countDown();
            }
            allowed(first.get());
        }
        hung.close();
        assertTrue(marks.closed);
    }

    @Test
    void manyThreadsWithDifferentBlocks_oneWinsEachPlace()
            throws InterruptedException, ExecutionException {
        for (int height = 1; height <= PLACES; height++) {
            List<ConsensusMessage> asked = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                asked.add(Samples.precommit(height, 0, Samples.block(thread)));
            }
            List<Verdict> verdicts = judgeAtOnce(asked);
            Mark winner = guard.mark();
            assertEquals(1, count(verdicts, Verdict.Allowed.class));
            assertEquals(
                    THREADS - 1,
                    verdicts.stream()
                            .filter(new Verdict.Refused(Refusal.CONFLICT, winner)::equals)
                            .count());
        }
    }

    @Test
    void manyThreadsWithOneBlock_allSignTheSameBytes()
            throws InterruptedException, ExecutionException {
        List<ConsensusMessage> asked = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            asked.add(Samples.precommit(1, 0, Samples.A).at(new Timestamp(thread, 0)));
        }
        List<Verdict> verdicts = judgeAtOnce(asked);
        assertEquals(1, count(verdicts, Verdict.Allowed.class));
        assertEquals(THREADS - 1, count(verdicts, Verdict.Repeated.class));
        List<List<Bytes>> signed = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            signed.add(
                    switch (verdict) {
                        case Verdict.Allowed(Permit permit) -> permit.use();
                        case Verdict.Repeated(Permit permit, ConsensusMessage _) -> permit.use();
                        case Verdict.Refused refused -> throw new AssertionError(refused);
                    });
        }
        assertEquals(1, signed.stream().distinct().count());
    }

    /// A link that has asked and waits.
    private static Thread waitingLink(Runnable asking) {
        Thread link = Thread.ofPlatform().start(asking);
        while (link.isAlive() && link.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return link;
    }

    private List<Verdict> judgeAtOnce(List<ConsensusMessage> asked)
            throws InterruptedException, ExecutionException {
        List<Callable<Verdict>> questions = new ArrayList<>();
        for (ConsensusMessage message : asked) {
            questions.add(() -> judge(message));
        }
        List<Verdict> verdicts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Verdict> verdict : threads.invokeAll(questions)) {
                verdicts.add(verdict.get());
            }
        }
        return verdicts;
    }

    private static long count(List<Verdict> verdicts, Class<? extends Verdict> kind) {
        return verdicts.stream().filter(kind::isInstance).count();
    }

    private Verdict judge(ConsensusMessage asked) {
        return guard.judge(asked, Optional.empty());
    }

    private Verdict refusedAsPoisoned() {
        return new Verdict.Refused(Refusal.POISONED, guard.mark());
    }

    private static Permit allowed(Verdict verdict) {
        return assertInstanceOf(Verdict.Allowed.class, verdict).permit();
    }

    private Guard guard(MarkStore store) {
        return new Guard(Samples.CHAIN, Samples.KEY, store, RawSigning.FORBIDDEN, events::add);
    }

    private Guard guardWith(Floor floor, Mark first, Duration turnMax) {
        return new Guard(
                Samples.CHAIN,
                Samples.KEY,
                inMemory(first),
                new Guard.Limits(RawSigning.FORBIDDEN, floor, OptionalLong.empty(), turnMax),
                events::add);
    }

    /// A disk that takes a write and does not come back until it may.
    private static final class HangingMarks implements MarkStore {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private volatile Mark current = new Mark.Unsigned();
        private volatile boolean closed;

        @Override
        public Mark current() {
            return current;
        }

        @Override
        public void advance(Mark expected, Mark next) throws StoreException {
            begun.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new StoreException("interrupted", "", e);
            }
            current = next;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static MarkStore inMemory() {
        return inMemory(new Mark.Unsigned());
    }

    /// A state in memory, for what needs no disk.
    private static MarkStore inMemory(Mark first) {
        try {
            return StateFile.open(SimulatedDisk.created(first), Samples.CHAIN, Samples.KEY);
        } catch (StoreException e) {
            throw new AssertionError("a simulated disk opens", e);
        }
    }
}
