package countersign.harness.hostile;

import countersign.bytes.Bytes;

import java.time.Duration;

/// One thing that a hostile node does to the signer that has connected.
public sealed interface Act {
    /// The proper handshake of the transport; nothing on a unix socket. Whatever comes before it
    /// goes out on the bare socket, whatever comes after it inside.
    record Handshake() implements Act {}

    /// These bytes as they are.
    record Write(Bytes bytes) implements Act {}

    /// One message behind its length.
    record Send(Bytes message) implements Act {}

    /// The message's length and its first `bytes` bytes, and no more.
    record SendPart(Bytes message, int bytes) implements Act {}

    /// These bytes one at a time, with a pause before each.
    record Drip(Bytes bytes, Duration pause) implements Act {}

    /// So many random bytes, the same for the same seed.
    record Noise(long bytes, long seed) implements Act {}

    /// The message again and again, without reading a single answer.
    record Flood(Bytes message, int times) implements Act {}

    /// Reads one message into the transcript.
    record Read() implements Act {}

    /// Neither reads nor writes.
    record Idle(Duration time) implements Act {}

    /// A reset instead of an orderly end.
    record Reset() implements Act {}
}
