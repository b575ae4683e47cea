package countersign.harness.signer;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.wire.ProtoFields;

import java.io.IOException;
import java.util.Optional;

/// A request as a test signer reads it. `message` is empty where the vote or proposal is none.
record Asked(
        String chain,
        Optional<ConsensusMessage> message,
        Bytes extension,
        Bytes nonRpExtension,
        boolean skips) {
    static Asked vote(Bytes request) throws IOException {
        ProtoFields fields = ProtoFields.parse(request);
        ProtoFields vote = ProtoFields.parse(fields.bytes(1));
        return new Asked(
                fields.string(2),
                message(vote, false),
                vote.bytes(9),
                vote.bytes(11),
                fields.varint(3) == 1);
    }

    static Asked proposal(Bytes request) throws IOException {
        ProtoFields fields = ProtoFields.parse(request);
        ProtoFields proposal = ProtoFields.parse(fields.bytes(1));
        return new Asked(
                fields.string(2), message(proposal, true), Bytes.EMPTY, Bytes.EMPTY, false);
    }

    private static Optional<ConsensusMessage> message(ProtoFields fields, boolean proposal)
            throws IOException {
        try {
            long height = fields.varint(2);
            int round = (int) fields.varint(3);
            if (proposal) {
                return Optional.of(
                        new Proposal(
                                new Hrs(height, round, Step.PROPOSE),
                                (int) fields.varint(4),
                                blockId(fields.bytes(5)),
                                time(fields.message(6))));
            }
            Step step =
                    switch ((int) fields.varint(1)) {
                        case 1 -> Step.PREVOTE;
                        case 2 -> Step.PRECOMMIT;
                        default -> throw new IllegalArgumentException("unknown type");
                    };
            return Optional.of(
                    new Vote(
                            new Hrs(height, round, step),
                            blockId(fields.bytes(4)),
                            time(fields.message(5))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BlockId blockId(Bytes body) throws IOException {
        ProtoFields id = ProtoFields.parse(body);
        ProtoFields parts = ProtoFields.parse(id.bytes(2));
        return new BlockId(id.bytes(1), parts.varint(1), parts.bytes(2));
    }

    private static Timestamp time(Optional<Bytes> body) throws IOException {
        if (body.isEmpty()) {
            return Timestamp.GO_ZERO;
        }
        ProtoFields time = ProtoFields.parse(body.get());
        return new Timestamp(time.varint(1), (int) time.varint(2));
    }
}
