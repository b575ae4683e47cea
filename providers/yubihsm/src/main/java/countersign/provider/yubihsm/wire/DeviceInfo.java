package countersign.provider.yubihsm.wire;

import countersign.bytes.Bytes;

/// What a device says of itself.
///
/// @param serial as printed on it, without leading zeros
/// @param logSlots how many entries its audit log has room for
/// @param logUsed how many it holds
/// @param algorithms a byte each, see [Algorithm#of]
public record DeviceInfo(
        int major, int minor, int patch, long serial, int logSlots, int logUsed, Bytes algorithms) {
    private static final int OLD_MESSAGE_BYTES_MAX = 2048;

    // Session id, MAC and the header around the ciphertext.
    private static final int OUTER_BYTES = Frame.HEADER_BYTES + 1 + 8;
    private static final int BLOCK_BYTES = 16;

    /// From the data of an answer.
    public static DeviceInfo read(byte[] data) throws MalformedException {
        Fields fields = new Fields(data);
        return new DeviceInfo(
                fields.u8(),
                fields.u8(),
                fields.u8(),
                fields.u32(),
                fields.u8(),
                fields.u8(),
                fields.rest());
    }

    /// The longest message that the firmware takes, header included.
    public int messageBytesMax() {
        boolean old = major < 2 || (major == 2 && minor < 4);
        return old ? OLD_MESSAGE_BYTES_MAX : Frame.BYTES_MAX;
    }

    /// The longest data of a command within a session: 2028 bytes before firmware 2.4, 3116 since.
    public int commandBytesMax() {
        int blocks = (messageBytesMax() - OUTER_BYTES) / BLOCK_BYTES;
        // At least one byte of padding.
        return blocks * BLOCK_BYTES - 1 - Frame.HEADER_BYTES;
    }

    /// The longest message that a key signs with EdDSA: 2026 bytes before firmware 2.4, 3114 since.
    public int eddsaBytesMax() {
        return commandBytesMax() - Short.BYTES;
    }

    /// Ten digits, as the configuration and USB give it.
    public String serialText() {
        return "%010d".formatted(serial);
    }

    /// For people: `2.4.0`.
    public String firmware() {
        return major + "." + minor + "." + patch;
    }
}
