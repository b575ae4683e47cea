package countersign.privval;

import countersign.bytes.Bytes;
import countersign.consensus.Proposal;
import countersign.consensus.Vote;

/// What a node asks. The chain id is as the node sent it and still to be compared.
public sealed interface Request {
    record Ping() implements Request {}

    record ShowPublicKey(String chainId) implements Request {}

    /// `extension` and `nonRpExtension` (v2) are empty unless the vote carries them. `extended`
    /// says whether the answer must carry an extension signature: a precommit for a block, unless
    /// the node asked to skip it.
    record SignVote(
            String chainId, Vote vote, Bytes extension, Bytes nonRpExtension, boolean extended)
            implements Request {}

    record SignProposal(String chainId, Proposal proposal) implements Request {}

    /// Celestia's request for a signature over raw bytes in a domain of their own.
    record SignRawBytes(String chainId, Bytes rawBytes, String uniqueId) implements Request {}

    /// CometBFT v1's request for a signature over bare bytes, which could be a vote: never signed.
    record SignBareBytes() implements Request {}

    /// Parses, but is nothing that a node would accept either: answered with an error of the right
    /// kind, so that the connection lives on.
    record Unsignable(AnswerKind kind, String why) implements Request {}
}
