package countersign.privval;

/// Which of the protocol's answers a request expects, and so carries the error where there is one.
public enum AnswerKind {
    PUBLIC_KEY,
    VOTE,
    PROPOSAL,
    RAW_BYTES
}
