package countersign.harness.node;

import java.time.Duration;

/// How a request ended as a node sees it. A link that failed is a `PeerException` instead.
public sealed interface Outcome<T> {
    /// The answer passed all of a node's checks. `took` is the time from the first byte of the
    /// request to the last of the answer.
    record Given<T>(T value, Duration took) implements Outcome<T> {}

    /// The signer refused and kept the connection (`RemoteSignerError`).
    record Refused<T>(int code, String description) implements Outcome<T> {}

    /// An answer that a node rejects, or that breaks a signer's promise.
    record Wrong<T>(String why) implements Outcome<T> {}

    /// The sentence for a report.
    default String describe() {
        return switch (this) {
            case Given<T> _ -> "answered";
            case Refused<T>(int code, String description) ->
                    "refused with code " + code + ": " + description;
            case Wrong<T>(String why) -> why;
        };
    }
}
