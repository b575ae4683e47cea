package countersign.provider.yubihsm.wire;

import countersign.bytes.Check;

import java.util.Arrays;

/// One message in either direction:
///
///     offset  length
///          0       1  command, in an answer with its highest bit set; 0x7f for an error
///          1       2  length of the data, big-endian
///          3       n  data; of an error its byte
///
/// Arrays and not `Bytes`: some hold keys and are wiped by whoever made them.
public final class Frame {
    /// Command and length.
    public static final int HEADER_BYTES = 3;

    /// The longest message of any firmware, header included.
    public static final int BYTES_MAX = 3136;

    private static final int ANSWER_BIT = 0x80;
    private static final int ERROR = 0x7f;

    private Frame() {}

    /// A new message; `data` stays the caller's.
    public static byte[] of(Command command, byte[] data) {
        Check.that(data.length <= BYTES_MAX - HEADER_BYTES, "data fit into a message");
        byte[] frame = new byte[HEADER_BYTES + data.length];
        frame[0] = (byte) command.code();
        frame[1] = (byte) (data.length >> 8);
        frame[2] = (byte) data.length;
        System.arraycopy(data, 0, frame, HEADER_BYTES, data.length);
        return frame;
    }

    /// The data of the answer to `command`. Throws [DeviceRefusal] where the answer is an error.
    public static byte[] answer(byte[] frame, Command command)
            throws MalformedException, DeviceRefusal {
        if (frame.length < HEADER_BYTES || frame.length > BYTES_MAX) {
            throw new MalformedException("it has " + frame.length + " bytes");
        }
        int length = Byte.toUnsignedInt(frame[1]) << 8 | Byte.toUnsignedInt(frame[2]);
        if (length != frame.length - HEADER_BYTES) {
            throw new MalformedException(
                    "it announces %d bytes and holds %d"
                            .formatted(length, frame.length - HEADER_BYTES));
        }
        int code = Byte.toUnsignedInt(frame[0]);
        if (code == ERROR && length == 1) {
            throw new DeviceRefusal(Byte.toUnsignedInt(frame[HEADER_BYTES]));
        }
        if (code != (command.code() | ANSWER_BIT)) {
            throw new MalformedException("it answers another command, 0x%02x".formatted(code));
        }
        return Arrays.copyOfRange(frame, HEADER_BYTES, frame.length);
    }
}
