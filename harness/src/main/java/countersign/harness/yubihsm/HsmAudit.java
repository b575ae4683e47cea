package countersign.harness.yubihsm;

import countersign.bytes.Bug;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// The device's log of what was done: 62 entries, each with a digest over itself and the one
/// before. When it is full, entries are dropped, or, if auditing is forced, commands fail.
final class HsmAudit {
    static final int ENTRIES_MAX = 62;

    private static final int FIELDS_BYTES = 16;
    private static final int DIGEST_BYTES = 16;
    private static final int ENTRY_BYTES = FIELDS_BYTES + DIGEST_BYTES;

    private final Deque<byte[]> entries = new ArrayDeque<>();
    private byte[] digest;
    private int item = 1;
    private int tick;
    private int unlogged;
    private boolean forced;

    /// `seed` is the digest of the first entry, which says nothing else.
    HsmAudit(byte[] seed) {
        this.digest = Arrays.copyOf(seed, DIGEST_BYTES);
        byte[] first = new byte[ENTRY_BYTES];
        Arrays.fill(first, (byte) 0xff);
        ByteBuffer.wrap(first).putShort((short) item).position(FIELDS_BYTES).put(digest);
        entries.add(first);
    }

    int used() {
        return entries.size();
    }

    void force(boolean forced) {
        this.forced = forced;
    }

    boolean isForced() {
        return forced;
    }

    boolean blocks() {
        return forced && entries.size() >= ENTRIES_MAX;
    }

    /// Notes a command of a session with what became of it.
    void note(int command, int length, int sessionKey, int targetKey, int result) {
        if (entries.size() >= ENTRIES_MAX) {
            unlogged++;
            return;
        }
        item = item + 1 & 0xffff;
        tick += 7;
        byte[] fields =
                ByteBuffer.allocate(FIELDS_BYTES)
                        .putShort((short) item)
                        .put((byte) command)
                        .putShort((short) length)
                        .putShort((short) sessionKey)
                        .putShort((short) targetKey)
                        .putShort((short) 0xffff)
                        .put((byte) result)
                        .putInt(tick)
                        .array();
        digest = Arrays.copyOf(sha256(fields, digest), DIGEST_BYTES);
        entries.add(ByteBuffer.allocate(ENTRY_BYTES).put(fields).put(digest).array());
    }

    byte[] page() {
        ByteBuffer page =
                ByteBuffer.allocate(5 + entries.size() * ENTRY_BYTES)
                        .putShort((short) 0)
                        .putShort((short) Math.min(unlogged, 0xffff))
                        .put((byte) entries.size());
        entries.forEach(page::put);
        return page.array();
    }

    /// Forgets everything up to the entry of this number.
    void drain(int upTo) throws HsmError {
        boolean there =
                entries.stream()
                        .anyMatch(e -> Short.toUnsignedInt(ByteBuffer.wrap(e).getShort()) == upTo);
        if (!there) {
            throw new HsmError(HsmError.INVALID_DATA);
        }
        int number;
        do {
            number = Short.toUnsignedInt(ByteBuffer.wrap(entries.removeFirst()).getShort());
        } while (number != upTo);
        unlogged = 0;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha.update(part);
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new Bug("every JDK has SHA-256", e);
        }
    }
}
