package countersign.harness.wire;

import countersign.bytes.Bytes;
import countersign.consensus.Timestamp;

import java.util.Optional;

/// What a signer answered, as a node's decoder reads it: nothing is believed yet.
///
/// Where there is an `error`, the rest has no meaning.
public sealed interface Answer {
    record Pong() implements Answer {}

    /// `oneof` is what v0.x reads (field 1), `bytes` with `type` what v1 and v2 read (fields 3 and
    /// 4).
    record ShownKey(Optional<OneofKey> oneof, Bytes bytes, String type, Optional<SignerError> error)
            implements Answer {}

    /// The member of the `PublicKey` oneof that was set.
    record OneofKey(int member, Bytes value) {}

    /// What a node takes over from the answer to a vote; an absent timestamp is Go's zero time.
    record SignedVote(
            Timestamp timestamp,
            Bytes signature,
            Bytes extensionSignature,
            Bytes nonRpExtensionSignature,
            Optional<SignerError> error)
            implements Answer {}

    /// Nodes take over the signature alone, in every version.
    record SignedProposal(Bytes signature, Optional<SignerError> error) implements Answer {}

    /// The answer to bare or raw bytes.
    record SignedBytes(Bytes signature, Optional<SignerError> error) implements Answer {}

    /// A request where an answer belongs, or no member at all (0).
    record Unexpected(int member) implements Answer {}

    /// What a node's decoder rejects.
    record Malformed(String why) implements Answer {}

    /// `RemoteSignerError`: a refusal that keeps the connection.
    record SignerError(int code, String description) {}
}
