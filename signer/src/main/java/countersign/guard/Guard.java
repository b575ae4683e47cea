package countersign.guard;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.bytes.Turn;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.PublicKey;
import countersign.consensus.SignBytes;
import countersign.consensus.Vote;
import countersign.event.Event;
import countersign.event.Events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// One key on one chain: judges every request and makes the mark durable before it permits.
///
/// All links of one validator share one guard; its lock makes them take turns, so that one content
/// wins each height, round and step. A thread that waits for its turn waits for the disk, whatever
/// interrupts it, but not for ever: a disk that hangs takes one request with it, and the others are
/// refused. Once the store has failed the guard refuses for good, and so it does when closed.
public final class Guard implements AutoCloseable {
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    /// For the requests that waited for the floor together and now take turns.
    private static final Duration AFTER_FLOOR_MAX = Duration.ofMillis(500);

    private final ChainId chain;
    private final PublicKey key;
    private final MarkStore store;
    private final Limits limits;
    private final Events events;
    private final Turn turn = new Turn();
    private final AtomicReference<Floor> floor;
    private final CountDownLatch settled = new CountDownLatch(1);
    // What the store holds, for whoever cannot wait until it is idle.
    private volatile Mark mark;
    private volatile boolean poisoned;
    private volatile boolean closed;

    /// What one guard keeps to besides the rules.
    ///
    /// @param floor what is known of the chain's height at first
    /// @param heightJumpMax how far above the mark's height the next one may be
    /// @param turnMax how long a request waits for the requests before it and for a floor, together
    public record Limits(
            RawSigning rawSigning, Floor floor, OptionalLong heightJumpMax, Duration turnMax) {
        /// A second less than a node waits: an answer that says why is better than none.
        public static final Duration TURN_MAX = Duration.ofSeconds(4);

        public Limits {
            Check.that(heightJumpMax.orElse(1) > 0, "the next height is one above the last");
        }

        /// No floor, no limit to jumps.
        public static Limits of(RawSigning rawSigning) {
            return new Limits(rawSigning, Floor.NONE, OptionalLong.empty(), TURN_MAX);
        }
    }

    /// A guard without a floor.
    public Guard(
            ChainId chain, PublicKey key, MarkStore store, RawSigning rawSigning, Events events) {
        this(chain, key, store, Limits.of(rawSigning), events);
    }

    public Guard(ChainId chain, PublicKey key, MarkStore store, Limits limits, Events events) {
        this.chain = chain;
        this.key = key;
        this.store = store;
        this.limits = limits;
        this.events = events;
        this.floor = new AtomicReference<>(limits.floor());
        this.mark = store.current();
    }

    /// Judges a vote or proposal. `extension` is present where the answer must carry extension
    /// signatures, which only a precommit for a block may; anything else is a bug of the caller's.
    /// Returns only when a permitted message's mark would survive a power cut.
    public Verdict judge(ConsensusMessage asked, Optional<Extension> extension) {
        Check.that(
                extension.isEmpty() || (asked instanceof Vote v && v.isPrecommitForBlock()),
                "only a precommit for a block carries extensions");
        if (extension.isPresent() && !permits(extension.get())) {
            return new Verdict.Refused(Refusal.RAW_BYTES, mark());
        }
        long end = System.nanoTime() + limits.turnMax().toNanos();
        Verdict verdict = inTurn(asked, extension, limits.turnMax());
        if (verdict instanceof Verdict.Refused refused
                && refused.reason() == Refusal.FLOOR_AWAITED) {
            // Nobody asks again in this round for a vote that was refused: better a late answer.
            Turn.await(settled, Duration.ofNanos(end - System.nanoTime()));
            return inTurn(asked, extension, AFTER_FLOOR_MAX);
        }
        return verdict;
    }

    /// Judges Celestia's request: allowed where the chain's settings say so. The guard itself puts
    /// the domain in front, so that no input can come out as a vote.
    public Verdict judgeRawBytes(Bytes rawBytes, String uniqueId) {
        if (poisoned || closed) {
            return new Verdict.Refused(Refusal.POISONED, mark());
        }
        if (!limits.rawSigning().rawBytes() || rawBytes.isEmpty() || uniqueId.isEmpty()) {
            return new Verdict.Refused(Refusal.RAW_BYTES, mark());
        }
        Bytes message = SignBytes.ofRawBytes(chain, rawBytes, uniqueId);
        return new Verdict.Allowed(new Permit(key, List.of(message)));
    }

    public ChainId chain() {
        return chain;
    }

    public PublicKey key() {
        return key;
    }

    /// The highest thing that may have been signed, also of a poisoned or closed guard. Never
    /// waits: nothing is signed before it is to be seen here.
    public Mark mark() {
        return mark;
    }

    public Limits limits() {
        return limits;
    }

    /// What is known of the chain's own height.
    public Floor floor() {
        return floor.get();
    }

    /// The chain is at this height: nothing new is signed at or below it. Never lowers the floor.
    public void raiseFloor(long height) {
        floor.updateAndGet(known -> known.raisedTo(height));
    }

    /// From now on the floor stays where it is, and what is above it may be signed.
    public void settleFloor() {
        floor.updateAndGet(Floor::settled);
        settled.countDown();
    }

    /// Whether the store has failed. A closed guard that never failed is not poisoned.
    public boolean isPoisoned() {
        return poisoned;
    }

    /// Refuses every later request, and whatever waits, and waits a while for the one in flight. A
    /// disk that hangs keeps its store open: the process is about to end, and its lock with it.
    @Override
    public void close() {
        closed = true;
        settled.countDown();
        if (turn.take(CLOSE_MAX)) {
            try {
                store.close();
            } finally {
                turn.end();
            }
        }
    }

    private Verdict inTurn(
            ConsensusMessage asked, Optional<Extension> extension, Duration turnMax) {
        if (!turn.take(turnMax)) {
            return new Verdict.Refused(Refusal.BUSY, mark());
        }
        try {
            Mark held = store.current();
            if (poisoned || closed) {
                return new Verdict.Refused(Refusal.POISONED, held);
            }
            return switch (Rules.judge(held, asked, floor(), limits.heightJumpMax())) {
                case Judgement.Advance(Mark.Held next) -> advance(held, next, extension);
                case Judgement.Again(ConsensusMessage recorded) ->
                        new Verdict.Repeated(permit(recorded, extension), recorded);
                case Judgement.Refuse(Refusal reason) -> new Verdict.Refused(reason, held);
            };
        } finally {
            turn.end();
        }
    }

    private Verdict advance(Mark held, Mark.Held next, Optional<Extension> extension) {
        try {
            store.advance(held, next);
        } catch (StoreException e) {
            poisoned = true;
            events.emit(new Event.ChainPoisoned(chain, e.what(), e.next()));
            return new Verdict.Refused(Refusal.POISONED, held);
        }
        mark = next;
        events.emit(new Event.MarkAdvanced(chain, key.address(), next.message()));
        return new Verdict.Allowed(permit(next.message(), extension));
    }

    private Permit permit(ConsensusMessage message, Optional<Extension> extension) {
        List<Bytes> messages = new ArrayList<>(3);
        messages.add(SignBytes.of(message, chain));
        extension.ifPresent(
                e -> {
                    messages.add(
                            SignBytes.ofExtension(
                                    e.content(),
                                    message.hrs().height(),
                                    message.hrs().round(),
                                    chain));
                    messages.add(e.nonReplayProtected());
                });
        return new Permit(key, messages);
    }

    private boolean permits(Extension extension) {
        Bytes bare = extension.nonReplayProtected();
        return bare.isEmpty()
                || (limits.rawSigning().nonReplayProtected() && !CanonicalForm.couldBe(bare));
    }
}
