package countersign.proto;

import countersign.bytes.Bytes;

/// A received protobuf message, field by field, as the decoders that gogoproto generates for
/// CometBFT read it: whatever they reject is rejected here, with [MalformedException].
///
/// As they do, it takes overlong varints up to ten bytes, cuts 32-bit numbers off, skips unknown
/// fields and groups of any depth (counting, not recursing), and rejects a known field of another
/// wire type. It is stricter in two points, which no encoder ever makes use of: a tag has at most
/// 32 bits, and a known field comes at most once unless it is read as a repeated one. Go would keep
/// the last number but merge embedded messages; what a signer signs must not depend on such a rule.
///
/// Varints are read here and not by the library, which takes some endless ones for one of ten
/// bytes.
public final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int GROUP_START = 3;
    private static final int GROUP_END = 4;
    private static final int FIXED32 = 5;

    private final byte[] array;
    private final int end;
    private int at;
    private int field;
    private int wireType;
    private long seen;

    private ProtoReader(byte[] array, int start, int end) {
        this.array = array;
        this.at = start;
        this.end = end;
    }

    public static ProtoReader of(Bytes message) {
        return new ProtoReader(message.toArray(), 0, message.length());
    }

    /// Moves to the next field, whose value must then be taken or skipped. False at the end.
    public boolean next() throws MalformedException {
        if (at == end) {
            return false;
        }
        readTag();
        if (wireType == GROUP_END) {
            throw malformed("a group ends that never began");
        }
        if (field == 0) {
            throw malformed("field number 0");
        }
        return true;
    }

    /// The number of the current field.
    public int field() {
        return field;
    }

    /// The current field as `int64`.
    public long int64() throws MalformedException {
        require(VARINT);
        requireFirst();
        return varint();
    }

    /// The current field as `int32` or enum: the lowest 32 bits of what came.
    public int int32() throws MalformedException {
        return (int) int64();
    }

    /// The current field as `uint32`: the lowest 32 bits of what came, never negative.
    public long uint32() throws MalformedException {
        return Integer.toUnsignedLong(int32());
    }

    /// The current field as `bool`: anything but zero is true.
    public boolean bool() throws MalformedException {
        return int64() != 0;
    }

    /// The current field as `bytes`, or as a `string` whose encoding is not checked.
    public Bytes bytes() throws MalformedException {
        require(LENGTH_DELIMITED);
        requireFirst();
        int size = size();
        advance(size);
        return Bytes.of(array, at - size, size);
    }

    /// The current field as an embedded message.
    public ProtoReader message() throws MalformedException {
        require(LENGTH_DELIMITED);
        requireFirst();
        return element();
    }

    /// The current field as one of several embedded messages: it may come again.
    public ProtoReader repeatedMessage() throws MalformedException {
        require(LENGTH_DELIMITED);
        return element();
    }

    /// Passes over the current field, whatever it is.
    public void skip() throws MalformedException {
        int depth = 0;
        while (true) {
            switch (wireType) {
                case VARINT -> varint();
                case FIXED64 -> advance(Long.BYTES);
                case LENGTH_DELIMITED -> advance(size());
                case GROUP_START -> depth++;
                case GROUP_END -> depth--;
                case FIXED32 -> advance(Integer.BYTES);
                default -> throw malformed("wire type " + wireType + " does not exist");
            }
            if (depth == 0) {
                return;
            }
            readTag();
        }
    }

    /// Passes over all that is left.
    public void skipAll() throws MalformedException {
        while (next()) {
            skip();
        }
    }

    private ProtoReader element() throws MalformedException {
        int size = size();
        advance(size);
        return new ProtoReader(array, at - size, at);
    }

    private void readTag() throws MalformedException {
        long tag = varint();
        if (tag >>> Integer.SIZE != 0) {
            throw malformed("a tag of more than 32 bits");
        }
        wireType = (int) tag & 7;
        field = (int) (tag >>> 3);
    }

    private int size() throws MalformedException {
        long size = varint();
        if (size < 0 || size > end - at) {
            throw malformed("field " + field + " is longer than its message");
        }
        return (int) size;
    }

    private long varint() throws MalformedException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == end) {
                throw malformed("a number is cut off");
            }
            byte next = array[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("a number of more than ten bytes");
    }

    private void advance(int count) throws MalformedException {
        if (count > end - at) {
            throw malformed("the message ends inside of field " + field);
        }
        at += count;
    }

    private void require(int expected) throws MalformedException {
        if (wireType != expected) {
            throw malformed("field " + field + " has the wrong wire type " + wireType);
        }
    }

    /// Fields above 63 are not tracked: no message here knows any.
    private void requireFirst() throws MalformedException {
        long bit = field < Long.SIZE ? 1L << field : 0;
        if ((seen & bit) != 0) {
            throw malformed("field " + field + " comes twice");
        }
        seen |= bit;
    }

    private static MalformedException malformed(String what) {
        return new MalformedException(what);
    }
}
