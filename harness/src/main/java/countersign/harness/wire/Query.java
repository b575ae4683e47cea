package countersign.harness.wire;

import countersign.bytes.Bytes;
import countersign.consensus.Proposal;
import countersign.consensus.Vote;

/// What a node asks a signer.
public sealed interface Query {
    record Ping() implements Query {}

    record ShowKey(String chainId) implements Query {}

    /// `from` is who votes, as a node writes it; extensions and `skips` are left out of the bytes
    /// in a dialect without them.
    record SignVote(String chainId, Vote vote, Voter from, Extensions extensions, boolean skips)
            implements Query {}

    /// The voter's 20-byte address and place in the validator set: sent, but never signed.
    record Voter(Bytes address, int index) {
        public static final Voter UNKNOWN = new Voter(Bytes.EMPTY, 0);
    }

    record SignProposal(String chainId, Proposal proposal) implements Query {}

    /// v1's and v2's request for a signature over bytes as they are.
    record SignBareBytes(Bytes value) implements Query {}

    /// Celestia's request for a signature over bytes in a domain of their own.
    record SignRawBytes(String chainId, Bytes rawBytes, String uniqueId) implements Query {}
}
