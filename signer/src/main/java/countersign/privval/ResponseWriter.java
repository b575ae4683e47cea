package countersign.privval;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Proposal;
import countersign.consensus.PublicKey;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.proto.ProtoWriter;

/// Writes answers, each in its member of the `Message` oneof.
///
/// An answer to a vote holds what the node reads back and what a person wants to see in a dump, and
/// not the extension: echoing one of a few kilobytes would exceed what nodes read. An error holds a
/// zero vote, proposal or key beside it, as Go's non-nullable fields make it.
final class ResponseWriter {
    private static final int DESCRIPTION_CHARS_MAX = 1000;

    private ResponseWriter() {}

    static Bytes write(Response response) {
        Bytes message =
                switch (response) {
                    case Response.Pong() -> member(8, new ProtoWriter());
                    case Response.ShowedPublicKey(PublicKey key) -> member(2, publicKey(key));
                    case Response.Signed signed -> signed(signed);
                    case Response.SignedRawBytes(Bytes signature) ->
                            member(10, new ProtoWriter().bytes(1, signature));
                    case Response.Failed failed -> failed(failed);
                };
        Check.that(message.length() <= Codec.ANSWER_BYTES_MAX, "every node can read the answer");
        return message;
    }

    /// Field 1 is for v0.x, 3 and 4 are for v1 and v2.
    private static ProtoWriter publicKey(PublicKey key) {
        Bytes oneOf = new ProtoWriter().bytes(key.type().publicKeyField(), key.value()).encoded();
        return new ProtoWriter()
                .message(1, oneOf)
                .bytes(3, key.value())
                .string(4, key.type().cometName());
    }

    private static Bytes signed(Response.Signed signed) {
        return switch (signed.message()) {
            case Vote vote -> member(4, new ProtoWriter().message(1, signedVote(vote, signed)));
            case Proposal proposal ->
                    member(
                            6,
                            new ProtoWriter()
                                    .message(1, signedProposal(proposal, signed.signature())));
        };
    }

    /// Field 12 is v2's and skipped by all others.
    private static Bytes signedVote(Vote vote, Response.Signed signed) {
        ProtoWriter out =
                place(vote)
                        .message(4, vote.blockId().encoded())
                        .message(5, vote.timestamp().encoded())
                        .bytes(8, signed.signature());
        signed.extensions()
                .ifPresent(e -> out.bytes(10, e.signature()).bytes(12, e.nonRpSignature()));
        return out.encoded();
    }

    private static Bytes signedProposal(Proposal proposal, Bytes signature) {
        return place(proposal)
                .varint(4, proposal.polRound())
                .message(5, proposal.blockId().encoded())
                .message(6, proposal.timestamp().encoded())
                .bytes(7, signature)
                .encoded();
    }

    private static ProtoWriter place(ConsensusMessage message) {
        return new ProtoWriter()
                .varint(1, message.hrs().step().messageType())
                .varint(2, message.hrs().height())
                .varint(3, message.hrs().round());
    }

    private static Bytes failed(Response.Failed failed) {
        int length = Math.min(failed.description().length(), DESCRIPTION_CHARS_MAX);
        String description = failed.description().substring(0, length);
        Bytes error = new ProtoWriter().varint(1, failed.code()).string(2, description).encoded();
        return switch (failed.kind()) {
            case PUBLIC_KEY -> member(2, beside(Bytes.EMPTY, error));
            case VOTE -> member(4, beside(zeroVote(), error));
            case PROPOSAL -> member(6, beside(zeroProposal(), error));
            case RAW_BYTES -> member(10, new ProtoWriter().message(2, error));
        };
    }

    private static ProtoWriter beside(Bytes zero, Bytes error) {
        return new ProtoWriter().message(1, zero).message(2, error);
    }

    private static Bytes zeroVote() {
        return new ProtoWriter()
                .message(4, BlockId.NIL.encoded())
                .message(5, Timestamp.GO_ZERO.encoded())
                .encoded();
    }

    private static Bytes zeroProposal() {
        return new ProtoWriter()
                .message(5, BlockId.NIL.encoded())
                .message(6, Timestamp.GO_ZERO.encoded())
                .encoded();
    }

    private static Bytes member(int number, ProtoWriter content) {
        return new ProtoWriter().message(number, content.encoded()).encoded();
    }
}
