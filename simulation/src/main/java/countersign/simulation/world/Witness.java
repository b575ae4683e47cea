package countersign.simulation.world;

import countersign.bytes.Bytes;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Vote;
import countersign.guard.Mark;
import countersign.harness.ledger.Finding;
import countersign.harness.ledger.Received;
import countersign.harness.wire.Answer;
import countersign.harness.wire.AnswerDecoder;
import countersign.harness.wire.CanonicalBytes;
import countersign.harness.wire.Query;
import countersign.simulation.link.Overhearing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Hears one link of a signer above its encryption and judges every answer before its first byte
/// leaves.
final class Witness implements Overhearing {
    /// More requests than this cannot lie in front of a signer.
    static final int WAITING_MAX = 64;

    private final Seat seat;
    private final History history;
    private final Deque<Query> waiting = new ArrayDeque<>();
    private Optional<Hrs> floor = Optional.empty();
    private long judgedAt;

    Witness(Seat seat) {
        this.seat = seat;
        this.history = seat.history();
    }

    @Override
    public void begins() {
        waiting.clear();
    }

    @Override
    public void reads(Bytes request) {
        Optional<Query> query = seat.asked(request);
        if (query.isEmpty()) {
            history.breaks("stranger", seat + " was handed a request that nobody sent");
            return;
        }
        waiting.add(query.get());
        if (waiting.size() > WAITING_MAX) {
            history.breaks("memory", seat + " has read more requests ahead than there may be");
        }
        if (waiting.size() == 1) {
            beginJudgement();
        }
    }

    @Override
    public void writes(Bytes answer) {
        if (waiting.isEmpty()) {
            history.breaks("stranger", seat + " answers what nobody asked");
            return;
        }
        Query query = waiting.getFirst();
        switch (AnswerDecoder.decode(answer).answer()) {
            case Answer.SignedVote signed when signed.error().isEmpty() -> vote(query, signed);
            case Answer.SignedProposal signed when signed.error().isEmpty() ->
                    proposal(query, signed);
            case Answer.SignedVote _, Answer.SignedProposal _, Answer.Pong _, Answer.ShownKey _ -> {
                // No signature leaves.
            }
            case Answer.SignedBytes signed when signed.error().isPresent() -> {
                // Refused, as it should be.
            }
            case Answer.SignedBytes _, Answer.Unexpected _, Answer.Malformed _ ->
                    history.breaks("answer", seat + " answers " + query + " with " + answer);
        }
    }

    @Override
    public void hasWritten() {
        waiting.removeFirst();
        beginJudgement();
    }

    /// The signer looks at a request from here on: what was released until now is below it.
    private void beginJudgement() {
        floor = seat.highestReleased();
        judgedAt = history.step();
    }

    private void vote(Query query, Answer.SignedVote signed) {
        if (!(query instanceof Query.SignVote asked)) {
            history.breaks("answer", seat + " answers " + query + " with a vote");
            return;
        }
        Vote vote = asked.vote().at(signed.timestamp());
        release(vote, signed.signature());
        if (!signed.extensionSignature().isEmpty()) {
            Bytes extension = asked.extensions().replayProtected();
            Bytes canonical =
                    CanonicalBytes.ofExtension(
                            extension, vote.hrs().height(), vote.hrs().round(), seat.chainId());
            requireVerified(canonical, signed.extensionSignature(), "an extension of " + vote);
        }
    }

    private void proposal(Query query, Answer.SignedProposal signed) {
        if (query instanceof Query.SignProposal asked) {
            release(asked.proposal(), signed.signature());
        } else {
            history.breaks("answer", seat + " answers " + query + " with a proposal");
        }
    }

    private void release(ConsensusMessage message, Bytes signature) {
        requireVerified(CanonicalBytes.of(message, seat.chainId()), signature, describe(message));
        Received received = new Received(seat.chainId(), seat.publicKey(), message, signature);
        Finding finding = seat.ledger().record(received, floor);
        history.tell(seat + " releases " + describe(message) + ": " + finding);
        requireNoConflict(message, finding);
        requireDurable(message);
        if (seat.hadFailedBefore(judgedAt)) {
            history.breaks("failed-disk", seat + " signs after its state has failed");
        }
        seat.released(message.hrs());
        history.signed();
    }

    private void requireVerified(Bytes message, Bytes signature, String what) {
        if (!seat.key().verifies(message, signature)) {
            history.breaks("signature", seat + " releases a signature that is none, of " + what);
        }
    }

    private void requireNoConflict(ConsensusMessage message, Finding finding) {
        if (finding == Finding.CONFLICT) {
            history.breaks("conflict", seat + " has signed two contents: " + describe(message));
        }
        if (finding == Finding.REGRESSION) {
            history.breaks("regression", seat + " signs " + describe(message) + " below " + floor);
        }
        if (finding == Finding.RETIMED && message instanceof Vote) {
            history.breaks("two-times", seat + " has signed a vote at two times");
        }
    }

    /// The mark would be found after a power cut at this instant, unless two copies have rotted.
    /// Where somebody has put another file in place, it was there before that.
    private void requireDurable(ConsensusMessage message) {
        Optional<Mark> mark = seat.isReplaced() ? Optional.of(seat.held()) : seat.recoverable();
        if (mark.isEmpty() && seat.file().rottenCopies() > 1) {
            return;
        }
        boolean covers =
                mark.flatMap(Mark::place)
                        .filter(place -> place.compareTo(message.hrs()) >= 0)
                        .isPresent();
        if (!covers) {
            history.breaks(
                    "not-durable",
                    seat
                            + " releases "
                            + describe(message)
                            + " while the disk has "
                            + Seat.describe(mark));
        }
    }

    private static String describe(ConsensusMessage message) {
        return message.kind() + " " + message.hrs() + " for " + message.blockId().prefix();
    }
}
