package countersign.guard;

/// The [Guard]'s answer to one request.
public sealed interface Verdict {
    /// The mark is durable: sign.
    record Allowed(Permit permit) implements Verdict {}

    /// The same again: sign what was recorded. No new mark was needed.
    record Repeated(Permit permit) implements Verdict {}

    record Refused(Refusal reason, Mark held) implements Verdict {}
}
