package countersign.harness.fortanix;

/// What the service does with a request instead of answering it rightly.
public enum DsmFault {
    NONE,
    /// 401, whatever the API key.
    UNAUTHORIZED,
    /// 503, once; the next request is answered.
    UNAVAILABLE_ONCE,
    /// 400, with the API key of the request in the body, as a gateway in between may answer.
    ECHO,
    /// 500.
    BROKEN,
    /// Reads the request and says nothing.
    SILENT,
    /// Hangs up without an answer, once; the next request is answered.
    HANGS_UP_ONCE,
    /// Hangs up without an answer.
    HANGS_UP,
    /// A good status and a body without an end.
    ENDLESS_BODY,
    /// A good status and something that is no JSON.
    NONSENSE,
    /// The signature of another message.
    WRONG_SIGNATURE,
    /// Sends whoever asks elsewhere.
    REDIRECT
}
