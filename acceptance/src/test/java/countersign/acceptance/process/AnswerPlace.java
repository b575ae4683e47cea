package countersign.acceptance.process;

import countersign.bytes.Bytes;
import countersign.consensus.Hrs;
import countersign.consensus.Step;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which place a delimited answer on the wire carries a signature for. The codec of the program and
/// that of the fake node are left aside: here is read what strace saw.
final class AnswerPlace {
    private static final int SIGNED_VOTE = 4;
    private static final int SIGNED_PROPOSAL = 6;
    private static final int VOTE_SIGNATURE = 8;
    private static final int PROPOSAL_SIGNATURE = 7;
    private static final int PREVOTE = 1;

    private static final int MORE = 0x80;
    private static final int PAYLOAD = 0x7F;
    private static final int PAYLOAD_BITS = 7;
    private static final int LENGTH_DELIMITED = 2;

    private AnswerPlace() {}

    /// Nothing for an answer without a signature.
    static Optional<Hrs> of(Bytes sent) {
        try {
            ByteBuffer in = ByteBuffer.wrap(sent.toArray());
            varint(in);
            int member = (int) (varint(in) >>> 3);
            varint(in);
            return switch (member) {
                case SIGNED_VOTE -> place(message(in), VOTE_SIGNATURE);
                case SIGNED_PROPOSAL -> place(message(in), PROPOSAL_SIGNATURE);
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException | IllegalArgumentException noAnswer) {
            return Optional.empty();
        }
    }

    private static Optional<Hrs> place(Map<Integer, Long> message, int signature) {
        if (!message.containsKey(signature)) {
            return Optional.empty();
        }
        Step step =
                signature == PROPOSAL_SIGNATURE
                        ? Step.PROPOSE
                        : message.getOrDefault(1, 0L) == PREVOTE ? Step.PREVOTE : Step.PRECOMMIT;
        return Optional.of(
                new Hrs(message.getOrDefault(2, 0L), message.getOrDefault(3, 0L).intValue(), step));
    }

    /// The numbers of the message in field 1; of other fields the length.
    private static Map<Integer, Long> message(ByteBuffer in) {
        Map<Integer, Long> fields = new HashMap<>();
        if (varint(in) != (1 << 3 | LENGTH_DELIMITED)) {
            return fields;
        }
        int end = (int) varint(in) + in.position();
        while (in.position() < end) {
            long tag = varint(in);
            long value = varint(in);
            fields.put((int) (tag >>> 3), value);
            if ((tag & 7) == LENGTH_DELIMITED) {
                in.position(in.position() + (int) value);
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += PAYLOAD_BITS) {
            byte next = in.get();
            value |= (long) (next & PAYLOAD) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
    }
}
