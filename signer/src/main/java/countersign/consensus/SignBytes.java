package countersign.consensus;

import com.google.protobuf.CodedOutputStream;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

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
    private static final int PROPOSAL_TYPE = 32;
    private static final byte[] RAW_BYTES_DOMAIN =
            "COMET::RAW_BYTES::SIGN".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private SignBytes() {}

    /// The canonical bytes of a vote or proposal on `chain`.
    public static Bytes of(ConsensusMessage message, ChainId chain) {
        return delimited(
                switch (message) {
                    case Vote vote -> canonicalVote(vote, chain);
                    case Proposal proposal -> canonicalProposal(proposal, chain);
                });
    }

    /// The canonical bytes of a vote extension, which may be empty.
    public static Bytes ofExtension(Bytes extension, long height, int round, ChainId chain) {
        return delimited(
                out -> {
                    writeBytes(out, 1, extension);
                    writeFixed(out, 2, height);
                    writeFixed(out, 3, round);
                    writeString(out, 4, chain.value());
                });
    }

    /// Celestia's raw bytes: a domain of their own in front of the delimited request, so that no
    /// input can come out as a vote, a proposal or an extension.
    public static Bytes ofRawBytes(ChainId chain, Bytes rawBytes, String uniqueId) {
        Bytes request =
                delimited(
                        out -> {
                            writeString(out, 1, chain.value());
                            writeBytes(out, 2, rawBytes);
                            writeString(out, 3, uniqueId);
                        });
        return Bytes.of(RAW_BYTES_DOMAIN).concat(request);
    }

    private static Body canonicalVote(Vote vote, ChainId chain) {
        return out -> {
            out.writeEnum(1, vote.hrs().step() == Step.PREVOTE ? 1 : 2);
            writeFixed(out, 2, vote.hrs().height());
            writeFixed(out, 3, vote.hrs().round());
            writeBlockId(out, 4, vote.blockId());
            writeTimestamp(out, 5, vote.timestamp());
            writeString(out, 6, chain.value());
        };
    }

    private static Body canonicalProposal(Proposal proposal, ChainId chain) {
        return out -> {
            out.writeEnum(1, PROPOSAL_TYPE);
            writeFixed(out, 2, proposal.hrs().height());
            writeFixed(out, 3, proposal.hrs().round());
            if (proposal.polRound() != 0) {
                out.writeInt64(4, proposal.polRound());
            }
            writeBlockId(out, 5, proposal.blockId());
            writeTimestamp(out, 6, proposal.timestamp());
            writeString(out, 7, chain.value());
        };
    }

    private static void writeBlockId(CodedOutputStream out, int field, BlockId id)
            throws IOException {
        if (id.isNil()) {
            return;
        }
        writeNested(
                out,
                field,
                inner -> {
                    writeBytes(inner, 1, id.hash());
                    writeNested(
                            inner,
                            2,
                            header -> {
                                if (id.partsTotal() != 0) {
                                    header.writeUInt32(1, (int) id.partsTotal());
                                }
                                writeBytes(header, 2, id.partsHash());
                            });
                });
    }

    private static void writeTimestamp(CodedOutputStream out, int field, Timestamp time)
            throws IOException {
        writeNested(
                out,
                field,
                inner -> {
                    if (time.seconds() != 0) {
                        inner.writeInt64(1, time.seconds());
                    }
                    if (time.nanos() != 0) {
                        inner.writeInt32(2, time.nanos());
                    }
                });
    }

    private static void writeFixed(CodedOutputStream out, int field, long value)
            throws IOException {
        if (value != 0) {
            out.writeSFixed64(field, value);
        }
    }

    private static void writeBytes(CodedOutputStream out, int field, Bytes value)
            throws IOException {
        if (!value.isEmpty()) {
            out.writeByteArray(field, value.toArray());
        }
    }

    private static void writeString(CodedOutputStream out, int field, String value)
            throws IOException {
        if (!value.isEmpty()) {
            out.writeString(field, value);
        }
    }

    private static void writeNested(CodedOutputStream out, int field, Body body)
            throws IOException {
        out.writeByteArray(field, encode(body));
    }

    private static Bytes delimited(Body body) {
        byte[] encoded = encode(body);
        return Bytes.of(encode(out -> out.writeUInt32NoTag(encoded.length)))
                .concat(Bytes.of(encoded));
    }

    private static byte[] encode(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 256);
            body.write(out);
            out.flush();
        } catch (IOException e) {
            throw new Bug("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    private interface Body {
        void write(CodedOutputStream out) throws IOException;
    }
}
