package countersign.session;

import countersign.bytes.Bytes;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.DelimitedMessages;
import countersign.connection.PeerException;
import countersign.connection.Ticker;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Proposal;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.privval.Codec;
import countersign.proto.MalformedException;
import countersign.proto.ProtoReader;
import countersign.proto.ProtoWriter;

/// The node's side of a link: asks in bytes and reads of the answer what a node reads.
final class TestNode {
    static final Bytes PING = new ProtoWriter().message(7, Bytes.EMPTY).encoded();

    private final DelimitedMessages messages;

    TestNode(Connection connection) {
        messages = new DelimitedMessages(connection, Codec.ANSWER_BYTES_MAX);
    }

    /// `member` is the number in the oneof; the other parts are zero where the answer has none.
    record Answer(
            int member,
            int code,
            String error,
            Bytes signature,
            Timestamp time,
            Bytes extensionSignature) {
        static final Answer NONE =
                new Answer(0, 0, "", Bytes.EMPTY, Timestamp.GO_ZERO, Bytes.EMPTY);
    }

    static Bytes publicKeyRequest(String chain) {
        return new ProtoWriter().message(1, new ProtoWriter().string(1, chain).encoded()).encoded();
    }

    static Bytes request(String chain, ConsensusMessage message) {
        return switch (message) {
            case Vote vote -> voteRequest(chain, vote, Bytes.EMPTY, Bytes.EMPTY, false);
            case Proposal proposal -> proposalRequest(chain, proposal);
        };
    }

    static Bytes voteRequest(
            String chain, Vote vote, Bytes extension, Bytes nonRpExtension, boolean skip) {
        Bytes body =
                place(vote)
                        .message(4, vote.blockId().encoded())
                        .message(5, vote.timestamp().encoded())
                        .bytes(6, Bytes.ofHex("ad".repeat(20)))
                        .bytes(9, extension)
                        .bytes(11, nonRpExtension)
                        .encoded();
        Bytes request =
                new ProtoWriter()
                        .message(1, body)
                        .string(2, chain)
                        .varint(3, skip ? 1 : 0)
                        .encoded();
        return new ProtoWriter().message(3, request).encoded();
    }

    static Bytes bareBytesRequest(Bytes value) {
        return new ProtoWriter().message(9, new ProtoWriter().bytes(1, value).encoded()).encoded();
    }

    static Bytes rawBytesRequest(String chain, Bytes raw, String uniqueId) {
        Bytes request =
                new ProtoWriter().string(1, chain).bytes(2, raw).string(3, uniqueId).encoded();
        return new ProtoWriter().message(9, request).encoded();
    }

    Answer ask(Bytes request) throws Exception {
        send(request);
        return receive();
    }

    void send(Bytes request) throws PeerException {
        messages.send(request, soon());
    }

    Answer receive() throws Exception {
        ProtoReader in = ProtoReader.of(messages.receive(soon()));
        in.next();
        int member = in.field();
        return switch (member) {
            case 4, 6 -> signed(member, in.message());
            case 10 -> signedBytes(in.message());
            default -> errorOnly(member, in.message());
        };
    }

    private static Bytes proposalRequest(String chain, Proposal proposal) {
        Bytes body =
                place(proposal)
                        .varint(4, proposal.polRound())
                        .message(5, proposal.blockId().encoded())
                        .message(6, proposal.timestamp().encoded())
                        .encoded();
        Bytes request = new ProtoWriter().message(1, body).string(2, chain).encoded();
        return new ProtoWriter().message(5, request).encoded();
    }

    private static ProtoWriter place(ConsensusMessage message) {
        return new ProtoWriter()
                .varint(1, message.hrs().step().messageType())
                .varint(2, message.hrs().height())
                .varint(3, message.hrs().round());
    }

    private static Answer signed(int member, ProtoReader in) throws MalformedException {
        Answer body = Answer.NONE;
        Answer error = Answer.NONE;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> body = member == 4 ? vote(in.message()) : proposal(in.message());
                case 2 -> error = error(in.message());
                default -> in.skip();
            }
        }
        return new Answer(
                member,
                error.code(),
                error.error(),
                body.signature(),
                body.time(),
                body.extensionSignature());
    }

    private static Answer vote(ProtoReader in) throws MalformedException {
        Bytes signature = Bytes.EMPTY;
        Timestamp time = Timestamp.GO_ZERO;
        Bytes extensionSignature = Bytes.EMPTY;
        while (in.next()) {
            switch (in.field()) {
                case 5 -> time = time(in.message());
                case 8 -> signature = in.bytes();
                case 10 -> extensionSignature = in.bytes();
                default -> in.skip();
            }
        }
        return new Answer(4, 0, "", signature, time, extensionSignature);
    }

    private static Answer proposal(ProtoReader in) throws MalformedException {
        Bytes signature = Bytes.EMPTY;
        while (in.next()) {
            switch (in.field()) {
                case 7 -> signature = in.bytes();
                default -> in.skip();
            }
        }
        return new Answer(6, 0, "", signature, Timestamp.GO_ZERO, Bytes.EMPTY);
    }

    private static Answer signedBytes(ProtoReader in) throws MalformedException {
        Bytes signature = Bytes.EMPTY;
        Answer error = Answer.NONE;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> signature = in.bytes();
                case 2 -> error = error(in.message());
                default -> in.skip();
            }
        }
        return new Answer(
                10, error.code(), error.error(), signature, Timestamp.GO_ZERO, Bytes.EMPTY);
    }

    private static Answer errorOnly(int member, ProtoReader in) throws MalformedException {
        Answer error = Answer.NONE;
        while (in.next()) {
            switch (in.field()) {
                case 2 -> error = error(in.message());
                default -> in.skip();
            }
        }
        return new Answer(
                member, error.code(), error.error(), Bytes.EMPTY, Timestamp.GO_ZERO, Bytes.EMPTY);
    }

    private static Answer error(ProtoReader in) throws MalformedException {
        int code = 0;
        String description = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> code = in.int32();
                case 2 ->
                        description =
                                new String(
                                        in.bytes().toArray(),
                                        java.nio.charset.StandardCharsets.UTF_8);
                default -> in.skip();
            }
        }
        return new Answer(0, code, description, Bytes.EMPTY, Timestamp.GO_ZERO, Bytes.EMPTY);
    }

    private static Timestamp time(ProtoReader in) throws MalformedException {
        long seconds = 0;
        int nanos = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> seconds = in.int64();
                case 2 -> nanos = in.int32();
                default -> in.skip();
            }
        }
        return new Timestamp(seconds, nanos);
    }

    private static Deadline soon() {
        return Deadline.after(Bench.TIMEOUT, Ticker.SYSTEM);
    }
}
