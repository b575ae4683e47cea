package countersign.harness.wire;

import countersign.bytes.Bytes;
import countersign.consensus.Proposal;
import countersign.consensus.Vote;

/// Writes a [Query] as a node of a [Dialect] does: members 1, 3, 5, 7 and 9 of
/// `privval.Message.sum`.
public final class QueryEncoder {
    private QueryEncoder() {}

    public static Bytes encode(Query query, Dialect dialect) {
        ProtoWriter out = new ProtoWriter();
        return switch (query) {
            case Query.ShowKey(String chainId) ->
                    out.message(1, new ProtoWriter().string(1, chainId).done()).done();
            case Query.SignVote vote -> out.message(3, signVote(vote, dialect)).done();
            case Query.SignProposal(String chainId, Proposal proposal) ->
                    out.message(5, request(proposal(proposal), chainId).done()).done();
            case Query.Ping() -> out.message(7, Bytes.EMPTY).done();
            case Query.SignBareBytes(Bytes value) ->
                    out.message(9, new ProtoWriter().bytes(1, value).done()).done();
            case Query.SignRawBytes(String chainId, Bytes rawBytes, String uniqueId) ->
                    out.message(
                                    9,
                                    new ProtoWriter()
                                            .string(1, chainId)
                                            .bytes(2, rawBytes)
                                            .string(3, uniqueId)
                                            .done())
                            .done();
        };
    }

    private static Bytes signVote(Query.SignVote query, Dialect dialect) {
        ProtoWriter out = request(vote(query, dialect), query.chainId());
        return out.varint(3, dialect.isV1OrLater() && query.skips() ? 1 : 0).done();
    }

    private static ProtoWriter request(Bytes body, String chainId) {
        return new ProtoWriter().message(1, body).string(2, chainId);
    }

    private static Bytes vote(Query.SignVote query, Dialect dialect) {
        Vote vote = query.vote();
        ProtoWriter out =
                new ProtoWriter()
                        .varint(1, CanonicalBytes.typeOf(vote.hrs().step()))
                        .varint(2, vote.hrs().height())
                        .varint(3, vote.hrs().round())
                        .message(4, Parts.blockId(vote.blockId()))
                        .message(5, Parts.timestamp(vote.timestamp()))
                        .bytes(6, query.from().address())
                        .varint(7, query.from().index());
        if (dialect.hasExtensions()) {
            out.bytes(9, query.extensions().replayProtected());
        }
        if (dialect.hasNonRpExtensions()) {
            out.bytes(11, query.extensions().nonReplayProtected());
        }
        return out.done();
    }

    private static Bytes proposal(Proposal proposal) {
        return new ProtoWriter()
                .varint(1, CanonicalBytes.PROPOSAL)
                .varint(2, proposal.hrs().height())
                .varint(3, proposal.hrs().round())
                .varint(4, proposal.polRound())
                .message(5, Parts.blockId(proposal.blockId()))
                .message(6, Parts.timestamp(proposal.timestamp()))
                .done();
    }
}
