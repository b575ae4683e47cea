package countersign.harness.yubihsm;

import countersign.bytes.Bytes;

import java.nio.ByteBuffer;

/// An object that the device holds.
///
/// @param data of a key as it is exported: Ed25519 in 96 bytes, a curve's in 96, others with what
///   they delegate in front
record StoredObject(
        int type,
        int id,
        long capabilities,
        int domains,
        int algorithm,
        int sequence,
        int origin,
        Bytes label,
        Bytes data) {
    static final int GENERATED = 1;
    static final int IMPORTED = 2;
    static final int WRAPPED = 0x10;

    private static final int HEADER_BYTES = 59;
    private static final int INFO_BYTES = 66;

    boolean may(int capability) {
        return (capabilities & 1L << capability) != 0;
    }

    /// What its sessions, or what it wraps, may be able to do; nothing for other objects.
    long delegated() {
        boolean delegates = type == Codes.AUTH_KEY || type == Codes.WRAP_KEY;
        return delegates ? ByteBuffer.wrap(data.toArray()).getLong() : 0;
    }

    /// The value of an authentication or wrap key.
    byte[] secret() {
        return data.slice(Long.BYTES, data.length()).toArray();
    }

    byte[] info() {
        return ByteBuffer.allocate(INFO_BYTES)
                .putLong(capabilities)
                .putShort((short) id)
                .putShort((short) data.length())
                .putShort((short) domains)
                .put((byte) type)
                .put((byte) algorithm)
                .put((byte) sequence)
                .put((byte) origin)
                .put(label.toArray())
                .putLong(delegated())
                .array();
    }

    /// What a wrap key encrypts.
    byte[] exported(int wrapAlgorithm) {
        return ByteBuffer.allocate(HEADER_BYTES + data.length())
                .put((byte) wrapAlgorithm)
                .putLong(capabilities)
                .putShort((short) id)
                .putShort((short) data.length())
                .putShort((short) domains)
                .put((byte) type)
                .put((byte) algorithm)
                .put((byte) sequence)
                .put((byte) (origin | WRAPPED))
                .put(label.toArray())
                .put(data.toArray())
                .array();
    }

    /// From what a wrap key decrypted.
    static StoredObject imported(byte[] exported, int wrapAlgorithm) throws HsmError {
        Input in = new Input(exported);
        if (in.u8() != wrapAlgorithm) {
            throw new HsmError(HsmError.INVALID_DATA);
        }
        long capabilities = in.u64();
        int id = in.u16();
        int length = in.u16();
        int domains = in.u16();
        int type = in.u8();
        int algorithm = in.u8();
        int sequence = in.u8();
        int origin = in.u8();
        Bytes label = Bytes.of(in.bytes(Input.LABEL_BYTES));
        if (length != in.left()) {
            throw new HsmError(HsmError.INVALID_DATA);
        }
        Bytes data = Bytes.of(in.rest());
        return new StoredObject(
                type, id, capabilities, domains, algorithm, sequence, origin, label, data);
    }
}
