package countersign.harness.yubihsm;

import java.time.Duration;

/// What a device does instead of answering as it should.
public sealed interface Fault {
    /// Does what it is asked and closes the connection instead of answering.
    record Drop() implements Fault {}

    /// Closes the connection and does nothing.
    record Ignore() implements Fault {}

    /// Answers, with one bit of the MAC wrong.
    record BadMac() implements Fault {}

    /// Answers every message with this error byte, not encrypted, and does nothing.
    record Refusal(int code) implements Fault {}

    /// Answers correctly, this much later.
    record Slow(Duration by) implements Fault {}

    /// Has forgotten every session, as after a restart; then answers.
    record Restart() implements Fault {}

    /// Signs correctly and changes one bit of the signature.
    record Lie() implements Fault {}

    /// The connector answers with this HTTP status.
    record Status(int code) implements Fault {}

    /// The connector answers with so many bytes of nonsense.
    record Nonsense(int bytes) implements Fault {}
}
