package countersign.harness.wire;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Proposal;
import countersign.consensus.Step;
import countersign.consensus.Vote;

/// What a node verifies a signature over: the canonical messages of CometBFT's
/// `types/canonical.go`, each behind its length.
public final class CanonicalBytes {
    static final int PREVOTE = 1;
    static final int PRECOMMIT = 2;
    static final int PROPOSAL = 32;

    private CanonicalBytes() {}

    public static Bytes of(ConsensusMessage message, ChainId chain) {
        return ProtoWriter.delimited(
                switch (message) {
                    case Vote vote -> vote(vote, chain);
                    case Proposal proposal -> proposal(proposal, chain);
                });
    }

    /// A vote extension at `height` and `round`.
    public static Bytes ofExtension(Bytes extension, long height, int round, ChainId chain) {
        return ProtoWriter.delimited(
                new ProtoWriter()
                        .bytes(1, extension)
                        .fixed64(2, height)
                        .fixed64(3, round)
                        .string(4, chain.value())
                        .done());
    }

    static int typeOf(Step step) {
        return switch (step) {
            case PROPOSE -> PROPOSAL;
            case PREVOTE -> PREVOTE;
            case PRECOMMIT -> PRECOMMIT;
        };
    }

    private static Bytes vote(Vote vote, ChainId chain) {
        ProtoWriter writer = place(vote);
        return blockId(writer, 4, vote.blockId())
                .message(5, Parts.timestamp(vote.timestamp()))
                .string(6, chain.value())
                .done();
    }

    private static Bytes proposal(Proposal proposal, ChainId chain) {
        ProtoWriter writer = place(proposal).varint(4, proposal.polRound());
        return blockId(writer, 5, proposal.blockId())
                .message(6, Parts.timestamp(proposal.timestamp()))
                .string(7, chain.value())
                .done();
    }

    private static ProtoWriter place(ConsensusMessage message) {
        return new ProtoWriter()
                .varint(1, typeOf(message.hrs().step()))
                .fixed64(2, message.hrs().height())
                .fixed64(3, message.hrs().round());
    }

    private static ProtoWriter blockId(ProtoWriter writer, int field, BlockId id) {
        return id.isNil() ? writer : writer.message(field, Parts.blockId(id));
    }
}
