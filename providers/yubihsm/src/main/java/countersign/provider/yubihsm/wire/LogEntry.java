package countersign.provider.yubihsm.wire;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// One line of the device's audit log, 32 bytes.
///
/// @param item counts the entries; begins anew after 65535
/// @param length of the command's data
/// @param sessionKey the authentication key of the session; 0xffff where there was none
/// @param targetKey the key that was used; 0xffff where there was none
/// @param result the answer's first byte, or the error
/// @param tick the device's own clock
/// @param digest links the entry to all before it, 16 bytes
public record LogEntry(
        int item,
        int command,
        int length,
        int sessionKey,
        int targetKey,
        int secondKey,
        int result,
        long tick,
        Bytes digest) {
    /// Of an entry and, at their beginning, of what its digest covers.
    public static final int BYTES = 32;

    private static final int DIGEST_BYTES = 16;

    /// From the answer that lists it.
    public static LogEntry read(Fields fields) throws MalformedException {
        return new LogEntry(
                fields.u16(),
                fields.u8(),
                fields.u16(),
                fields.u16(),
                fields.u16(),
                fields.u16(),
                fields.u8(),
                fields.u32(),
                fields.bytes(DIGEST_BYTES));
    }

    /// Whether this entry was made directly after one with this digest: its own is the first half
    /// of SHA-256 over its other fields and the digest before.
    public boolean follows(Bytes before) {
        byte[] covered =
                new Writer()
                        .u16(item)
                        .u8(command)
                        .u16(length)
                        .u16(sessionKey)
                        .u16(targetKey)
                        .u16(secondKey)
                        .u8(result)
                        .u16((int) (tick >>> 16))
                        .u16((int) (tick & 0xffff))
                        .bytes(before)
                        .toArray();
        try {
            byte[] digestNow = MessageDigest.getInstance("SHA-256").digest(covered);
            return Bytes.of(Arrays.copyOf(digestNow, DIGEST_BYTES)).equals(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new Bug("every JDK has SHA-256", e);
        }
    }
}
