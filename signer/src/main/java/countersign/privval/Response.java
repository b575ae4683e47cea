package countersign.privval;

import countersign.bytes.Bytes;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.PublicKey;

import java.util.Optional;

/// What a node is told.
public sealed interface Response {
    record Pong() implements Response {}

    /// The superset answer that every version understands.
    record ShowedPublicKey(PublicKey key) implements Response {}

    /// `message` is what was signed, which may have another timestamp than what was asked.
    record Signed(ConsensusMessage message, Bytes signature, Optional<Extensions> extensions)
            implements Response {}

    /// `nonRpSignature` is the v2 signature over the non-replay-protected extension.
    record Extensions(Bytes signature, Bytes nonRpSignature) {}

    record SignedRawBytes(Bytes signature) implements Response {}

    /// A refusal that keeps the connection.
    record Failed(AnswerKind kind, int code, String description) implements Response {}
}
