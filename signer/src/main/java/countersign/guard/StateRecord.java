package countersign.guard;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.Proposal;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// One mark as it lies on the disk: 512 bytes, the smallest unit that a disk writes whole.
///
/// Numbers are big-endian. What a mark does not have is zero, and so is everything up to the
/// checksum. Every later version keeps magic, version and checksum where they are, so that any
/// version can name any other.
///
/// | offset | bytes | content |
/// | --- | --- | --- |
/// | 0 | 8 | magic, ASCII `CSIGNMRK` |
/// | 8 | 4 | format version, 1 |
/// | 12 | 4 | key type: 1 Ed25519, 2 secp256k1 |
/// | 16 | 8 | sequence |
/// | 24 | 8 | height |
/// | 32 | 4 | round |
/// | 36 | 4 | step: 1 propose, 2 prevote, 3 precommit |
/// | 40 | 4 | kind of mark: 0 unsigned, 1 burnt, 2 held, 3 burnt by lowering |
/// | 44 | 4 | POL round of a proposal, signed |
/// | 48 | 8 | timestamp, seconds since 1970, signed |
/// | 56 | 4 | timestamp, nanoseconds |
/// | 60 | 4 | block id, part-set total, unsigned |
/// | 64 | 4 + 32 | block id, length of the hash and the hash |
/// | 100 | 4 + 32 | block id, length of the part-set hash and the hash |
/// | 136 | 4 + 20 | length of the validator's address, the address |
/// | 160 | 4 + 50 | length of the chain id, the chain id in UTF-8 |
/// | 214 | 266 | zero |
/// | 480 | 32 | SHA-256 of bytes 0 to 479 |
///
/// `lowered` says that an operator took the mark down to here: the one record whose mark may lie
/// below the one that was written before it.
record StateRecord(
        ChainId chain, KeyType keyType, Bytes address, long sequence, Mark mark, boolean lowered) {
    static final int BYTES = 512;
    static final int VERSION = 1;

    private static final long MAGIC = 0x4353_4947_4E4D_524BL;
    private static final int CHECKSUM_OFFSET = 480;
    private static final int HASH_BYTES = 32;
    private static final int ADDRESS_BYTES = 20;

    private static final int UNSIGNED = 0;
    private static final int BURNT = 1;
    private static final int HELD = 2;
    private static final int LOWERED = 3;

    /// What 512 bytes turn out to be.
    sealed interface Reading {
        record Intact(StateRecord record) implements Reading {}

        /// Whole, but written by another version of the format.
        record OtherVersion(int version) implements Reading {}

        /// Not what was written here, if anything ever was.
        record Damaged() implements Reading {}
    }

    StateRecord {
        if (sequence < 0) {
            throw new IllegalArgumentException("negative sequence");
        }
        Check.that(!lowered || mark instanceof Mark.Burnt, "what is lowered to is burnt");
    }

    StateRecord(ChainId chain, KeyType keyType, Bytes address, long sequence, Mark mark) {
        this(chain, keyType, address, sequence, mark, false);
    }

    /// The same chain and key with the next sequence.
    StateRecord next(Mark next) {
        return next(next, false);
    }

    /// As [#next], of a mark that an operator takes down.
    StateRecord lowered(Mark.Burnt down) {
        return next(down, true);
    }

    private StateRecord next(Mark next, boolean lowered) {
        long following = Math.addExact(sequence, 1);
        return new StateRecord(chain, keyType, address, following, next, lowered);
    }

    boolean sameOwner(StateRecord other) {
        return chain.equals(other.chain)
                && keyType == other.keyType
                && address.equals(other.address);
    }

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putLong(MAGIC).putInt(VERSION);
        out.putInt(keyType.publicKeyField()).putLong(sequence);
        switch (mark) {
            case Mark.Unsigned() -> out.putLong(0).putInt(0).putInt(0).putInt(UNSIGNED);
            case Mark.Burnt(Hrs hrs) -> putPlace(out, hrs).putInt(lowered ? LOWERED : BURNT);
            case Mark.Held(ConsensusMessage message) -> {
                putPlace(out, message.hrs()).putInt(HELD);
                putMessage(out, message);
            }
        }
        putSized(out.position(136), address, ADDRESS_BYTES);
        putSized(out, Bytes.of(chain.value().getBytes(StandardCharsets.UTF_8)), ChainId.BYTES_MAX);
        byte[] record = out.array();
        System.arraycopy(checksum(record), 0, record, CHECKSUM_OFFSET, BYTES - CHECKSUM_OFFSET);
        return record;
    }

    /// Reads what [#encode] wrote and nothing else: a record that would not be written the same way
    /// again is damaged.
    static Reading decode(byte[] record) {
        Check.that(record.length == BYTES, "a record has 512 bytes");
        ByteBuffer in = ByteBuffer.wrap(record);
        if (in.getLong() != MAGIC
                || !Arrays.equals(
                        checksum(record), 0, HASH_BYTES, record, CHECKSUM_OFFSET, BYTES)) {
            return new Reading.Damaged();
        }
        int version = in.getInt();
        if (version != VERSION) {
            return new Reading.OtherVersion(version);
        }
        try {
            StateRecord decoded = decodeBody(in);
            return Arrays.equals(decoded.encode(), record)
                    ? new Reading.Intact(decoded)
                    : new Reading.Damaged();
        } catch (IllegalArgumentException notWrittenHere) {
            return new Reading.Damaged();
        }
    }

    private static StateRecord decodeBody(ByteBuffer in) {
        KeyType keyType = keyType(in.getInt());
        long sequence = in.getLong();
        long height = in.getLong();
        int round = in.getInt();
        int step = in.getInt();
        int kind = in.getInt();
        Mark mark =
                switch (kind) {
                    case UNSIGNED -> new Mark.Unsigned();
                    case BURNT, LOWERED -> new Mark.Burnt(new Hrs(height, round, step(step)));
                    case HELD -> new Mark.Held(message(in, new Hrs(height, round, step(step))));
                    default -> throw new IllegalArgumentException("unknown kind of mark");
                };
        Bytes address = sized(in.position(136), ADDRESS_BYTES);
        byte[] chain = sized(in, ChainId.BYTES_MAX).toArray();
        return new StateRecord(
                new ChainId(new String(chain, StandardCharsets.UTF_8)),
                keyType,
                address,
                sequence,
                mark,
                kind == LOWERED);
    }

    private static ByteBuffer putPlace(ByteBuffer out, Hrs hrs) {
        return out.putLong(hrs.height()).putInt(hrs.round()).putInt(hrs.step().number());
    }

    private static void putMessage(ByteBuffer out, ConsensusMessage message) {
        out.putInt(
                switch (message) {
                    case Vote _ -> 0;
                    case Proposal proposal -> proposal.polRound();
                });
        out.putLong(message.timestamp().seconds()).putInt(message.timestamp().nanos());
        out.putInt((int) message.blockId().partsTotal());
        putSized(out, message.blockId().hash(), HASH_BYTES);
        putSized(out, message.blockId().partsHash(), HASH_BYTES);
    }

    private static ConsensusMessage message(ByteBuffer in, Hrs hrs) {
        int polRound = in.getInt();
        Timestamp time = new Timestamp(in.getLong(), in.getInt());
        long partsTotal = Integer.toUnsignedLong(in.getInt());
        Bytes hash = sized(in, HASH_BYTES);
        BlockId id = new BlockId(hash, partsTotal, sized(in, HASH_BYTES));
        return switch (hrs.step()) {
            case PROPOSE -> new Proposal(hrs, polRound, id, time);
            case PREVOTE, PRECOMMIT -> new Vote(hrs, id, time);
        };
    }

    private static void putSized(ByteBuffer out, Bytes value, int bytesMax) {
        Check.that(value.length() <= bytesMax, "a record's field holds its value");
        out.putInt(value.length()).put(value.toArray());
        out.position(out.position() + bytesMax - value.length());
    }

    private static Bytes sized(ByteBuffer in, int bytesMax) {
        int length = in.getInt();
        if (Integer.compareUnsigned(length, bytesMax) > 0) {
            throw new IllegalArgumentException("a length beyond its field");
        }
        byte[] field = new byte[bytesMax];
        in.get(field);
        return Bytes.of(field, 0, length);
    }

    private static KeyType keyType(int number) {
        for (KeyType type : KeyType.values()) {
            if (type.publicKeyField() == number) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown key type");
    }

    private static Step step(int number) {
        for (Step step : Step.values()) {
            if (step.number() == number) {
                return step;
            }
        }
        throw new IllegalArgumentException("unknown step");
    }

    private static byte[] checksum(byte[] record) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(record, 0, CHECKSUM_OFFSET);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new Bug("every JDK has SHA-256", e);
        }
    }
}
