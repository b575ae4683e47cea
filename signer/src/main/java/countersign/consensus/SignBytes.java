package countersign.consensus;

import countersign.bytes.Bytes;
import countersign.proto.ProtoWriter;

import java.nio.charset.StandardCharsets;

/// The bytes that a consensus key signs: CometBFT's canonical messages behind their length.
///
/// Layout, from `types/canonical.go` and `proto/tendermint/types/canonical.proto`, the same in
/// every version from v0.34 to v2: heights and rounds are little-endian `sfixed64`, proto3 defaults
/// are left out, a nil block id is left out, the timestamp never is.
///
/// | field | CanonicalVote | CanonicalProposal | CanonicalVoteExtension |
/// | --- | --- | --- | --- |
/// | 1 | type | type (32) | extension |
/// | 2 | height | height | height |
/// | 3 | round | round | round |
/// | 4 | block id | POL round, varint | chain id |
/// | 5 | timestamp | block id | |
/// | 6 | chain id | timestamp | |
/// | 7 | | chain id | |
public final class SignBytes {
    private static final Bytes RAW_BYTES_DOMAIN =
            Bytes.of("COMET::RAW_BYTES::SIGN".getBytes(StandardCharsets.US_ASCII));

    private SignBytes() {}

    /// The canonical bytes of a vote or proposal on `chain`.
    public static Bytes of(ConsensusMessage message, ChainId chain) {
        return switch (message) {
            case Vote vote -> ofVote(vote, chain);
            case Proposal proposal -> ofProposal(proposal, chain);
        };
    }

    /// The canonical bytes of a vote extension, which may be empty.
    public static Bytes ofExtension(Bytes extension, long height, int round, ChainId chain) {
        return new ProtoWriter()
                .bytes(1, extension)
                .fixed64(2, height)
                .fixed64(3, round)
                .string(4, chain.value())
                .delimited();
    }

    /// Celestia's raw bytes: a domain of their own in front of the delimited request, so that no
    /// input can come out as a vote, a proposal or an extension.
    public static Bytes ofRawBytes(ChainId chain, Bytes rawBytes, String uniqueId) {
        Bytes request =
                new ProtoWriter()
                        .string(1, chain.value())
                        .bytes(2, rawBytes)
                        .string(3, uniqueId)
                        .delimited();
        return RAW_BYTES_DOMAIN.concat(request);
    }

    private static Bytes ofVote(Vote vote, ChainId chain) {
        ProtoWriter canonical = place(vote);
        if (!vote.blockId().isNil()) {
            canonical.message(4, vote.blockId().encoded());
        }
        return canonical
                .message(5, vote.timestamp().encoded())
                .string(6, chain.value())
                .delimited();
    }

    private static Bytes ofProposal(Proposal proposal, ChainId chain) {
        ProtoWriter canonical = place(proposal).varint(4, proposal.polRound());
        if (!proposal.blockId().isNil()) {
            canonical.message(5, proposal.blockId().encoded());
        }
        return canonical
                .message(6, proposal.timestamp().encoded())
                .string(7, chain.value())
                .delimited();
    }

    private static ProtoWriter place(ConsensusMessage message) {
        Hrs hrs = message.hrs();
        return new ProtoWriter()
                .varint(1, hrs.step().messageType())
                .fixed64(2, hrs.height())
                .fixed64(3, hrs.round());
    }
}
