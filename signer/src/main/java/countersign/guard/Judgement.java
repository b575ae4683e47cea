package countersign.guard;

import countersign.consensus.ConsensusMessage;

/// What the [Rules] say of one request.
public sealed interface Judgement {
    /// Legal once `next` is durable.
    record Advance(Mark.Held next) implements Judgement {}

    /// Already covered by the mark: sign `message`, which is the recorded vote, or the requested
    /// proposal where it differs in nothing but its time.
    record Again(ConsensusMessage message) implements Judgement {}

    record Refuse(Refusal reason) implements Judgement {}
}
