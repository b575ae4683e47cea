package countersign.privval;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.Proposal;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/// The node's end of the wire, written a second time and differently, on the library alone.
final class NodeSide {
    private NodeSide() {}

    /// The fields of one message: numbers as `Long`, everything with a length as `Bytes`.
    static SortedMap<Integer, Object> fields(Bytes message) {
        SortedMap<Integer, Object> fields = new TreeMap<>();
        CodedInputStream in = CodedInputStream.newInstance(message.toArray());
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                Object value =
                        WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT
                                ? (Object) in.readInt64()
                                : Bytes.of(in.readByteArray());
                if (fields.put(WireFormat.getTagFieldNumber(tag), value) != null) {
                    throw new AssertionError("field twice in " + message);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("not protobuf: " + message, e);
        }
        return fields;
    }

    /// The fields of a message that lies inside of others, by the field numbers on the way to it.
    static SortedMap<Integer, Object> fields(Bytes message, int... path) {
        SortedMap<Integer, Object> fields = fields(message);
        for (int field : path) {
            fields = fields((Bytes) fields.getOrDefault(field, Bytes.EMPTY));
        }
        return fields;
    }

    static Bytes signVoteRequest(Request.SignVote request) {
        Vote vote = request.vote();
        return message(
                out -> {
                    out.writeInt32(1, vote.hrs().step().number() - 1);
                    out.writeInt64(2, vote.hrs().height());
                    out.writeInt32(3, vote.hrs().round());
                    out.writeBytes(4, blockId(vote.blockId()));
                    out.writeBytes(5, timestamp(vote.timestamp()));
                    out.writeByteArray(6, new byte[20]);
                    out.writeByteArray(9, request.extension().toArray());
                    out.writeByteArray(11, request.nonRpExtension().toArray());
                },
                3,
                request.chainId(),
                vote.isPrecommitForBlock() && !request.extended());
    }

    static Bytes signProposalRequest(Request.SignProposal request) {
        Proposal proposal = request.proposal();
        return message(
                out -> {
                    out.writeInt32(1, 32);
                    out.writeInt64(2, proposal.hrs().height());
                    out.writeInt32(3, proposal.hrs().round());
                    out.writeInt32(4, proposal.polRound());
                    out.writeBytes(5, blockId(proposal.blockId()));
                    out.writeBytes(6, timestamp(proposal.timestamp()));
                },
                5,
                request.chainId(),
                false);
    }

    private static Bytes message(Body body, int member, String chainId, boolean skips) {
        return Bytes.of(
                write(
                                message ->
                                        message.writeBytes(
                                                member,
                                                write(
                                                        request -> {
                                                            request.writeBytes(1, write(body));
                                                            request.writeString(2, chainId);
                                                            request.writeBool(3, skips);
                                                        })))
                        .toByteArray());
    }

    private static ByteString blockId(BlockId id) {
        return write(
                out -> {
                    out.writeByteArray(1, id.hash().toArray());
                    out.writeBytes(
                            2,
                            write(
                                    header -> {
                                        header.writeUInt32(1, (int) id.partsTotal());
                                        header.writeByteArray(2, id.partsHash().toArray());
                                    }));
                });
    }

    private static ByteString timestamp(Timestamp time) {
        return write(
                out -> {
                    out.writeInt64(1, time.seconds());
                    out.writeInt32(2, time.nanos());
                });
    }

    private static ByteString write(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            body.write(out);
            out.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    private interface Body {
        void write(CodedOutputStream out) throws IOException;
    }
}
