package countersign.guard;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// One key on one chain: judges every request and makes the mark durable before it permits.
///
/// All links of one validator share one guard; its lock makes them take turns, so that one content
/// wins each height, round and step. A thread that waits for its turn waits for the disk, whatever
/// interrupts it. Once the store has failed the guard refuses for good, and so it does when closed.
public final class Guard implements AutoCloseable {
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final ChainId chain;
    private final PublicKey key;
    private final MarkStore store;
    private final RawSigning rawSigning;
    private final Events events;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile boolean poisoned;
    private volatile boolean closed;

    public Guard(
            ChainId chain, PublicKey key, MarkStore store, RawSigning rawSigning, Events events) {
        this.chain = chain;
        this.key = key;
        this.store = store;
        this.rawSigning = rawSigning;
        this.events = events;
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
        turn.lock();
        try {
            Mark held = store.current();
            if (poisoned || closed) {
                return new Verdict.Refused(Refusal.POISONED, held);
            }
            return switch (Rules.judge(held, asked)) {
                case Judgement.Advance(Mark.Held next) -> advance(held, next, extension);
                case Judgement.Again(ConsensusMessage recorded) ->
                        new Verdict.Repeated(permit(recorded, extension), recorded);
                case Judgement.Refuse(Refusal reason) -> new Verdict.Refused(reason, held);
            };
        } finally {
            turn.unlock();
        }
    }

    /// Judges Celestia's request: allowed where the chain's settings say so. The guard itself puts
    /// the domain in front, so that no input can come out as a vote.
    public Verdict judgeRawBytes(Bytes rawBytes, String uniqueId) {
        if (poisoned || closed) {
            return new Verdict.Refused(Refusal.POISONED, mark());
        }
        if (!rawSigning.rawBytes() || rawBytes.isEmpty() || uniqueId.isEmpty()) {
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

    /// The highest thing that may have been signed, also of a poisoned or closed guard.
    public Mark mark() {
        turn.lock();
        try {
            return store.current();
        } finally {
            turn.unlock();
        }
    }

    /// Whether the store has failed. A closed guard that never failed is not poisoned.
    public boolean isPoisoned() {
        return poisoned;
    }

    /// Refuses every later request, and waits a while for the one in flight. A disk that hangs
    /// keeps its store open: the process is about to end, and its lock with it.
    @Override
    public void close() {
        closed = true;
        boolean idle = false;
        try {
            idle = turn.tryLock(CLOSE_MAX.toNanos(), TimeUnit.NANOSECONDS);
            if (idle) {
                store.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (idle) {
                turn.unlock();
            }
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
        return bare.isEmpty() || (rawSigning.nonReplayProtected() && !CanonicalForm.couldBe(bare));
    }
}
