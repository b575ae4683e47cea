package countersign.guard;

import countersign.consensus.ConsensusMessage;

/// The [Guard]'s answer to one request.
public sealed interface Verdict {
    /// The mark is durable: sign.
    record Allowed(Permit permit) implements Verdict {}

    /// The same again: the permit is for `message`, which is the recorded vote, or the requested
    /// proposal. No new mark was needed.
    record Repeated(Permit permit, ConsensusMessage message) implements Verdict {}

    record Refused(Refusal reason, Mark held) implements Verdict {}
}
