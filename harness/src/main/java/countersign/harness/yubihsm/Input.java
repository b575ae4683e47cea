package countersign.harness.yubihsm;

import java.nio.ByteBuffer;

/// The data of a command. Too few are a wrong length, and so are too many where an end is due.
final class Input {
    static final int LABEL_BYTES = 40;

    private final ByteBuffer rest;

    Input(byte[] data) {
        this.rest = ByteBuffer.wrap(data);
    }

    int u8() throws HsmError {
        return Byte.toUnsignedInt(need(1).get());
    }

    int u16() throws HsmError {
        return Short.toUnsignedInt(need(2).getShort());
    }

    long u64() throws HsmError {
        return need(8).getLong();
    }

    byte[] bytes(int length) throws HsmError {
        byte[] bytes = new byte[length];
        need(length).get(bytes);
        return bytes;
    }

    byte[] rest() {
        byte[] bytes = new byte[rest.remaining()];
        rest.get(bytes);
        return bytes;
    }

    int left() {
        return rest.remaining();
    }

    void end() throws HsmError {
        if (rest.hasRemaining()) {
            throw new HsmError(HsmError.WRONG_LENGTH);
        }
    }

    private ByteBuffer need(int length) throws HsmError {
        if (rest.remaining() < length) {
            throw new HsmError(HsmError.WRONG_LENGTH);
        }
        return rest;
    }
}
