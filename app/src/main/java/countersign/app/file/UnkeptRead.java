package countersign.app.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Reading of what may be a key, without a trace.
///
/// The JDK reads into an array through a buffer of its own, which it keeps, with the content in it,
/// as long as the thread lives. This one is wiped.
public final class UnkeptRead {
    private static final int ROOM_MIN = 4096;

    private UnkeptRead() {}

    /// The first `bytesMax` bytes from where the channel is, or fewer where it ends before. Takes
    /// as much memory as there is to read, however much there may be.
    public static byte[] of(FileChannel channel, int bytesMax) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(room(channel, bytesMax));
        try {
            while (channel.read(buffer) >= 0 && buffer.position() < bytesMax) {
                if (!buffer.hasRemaining()) {
                    buffer = grown(buffer, bytesMax);
                }
            }
            byte[] contents = new byte[buffer.flip().remaining()];
            buffer.get(contents);
            return contents;
        } finally {
            wipe(buffer);
        }
    }

    /// What there seems to be now, and one more byte to see that it ends there.
    private static int room(FileChannel channel, int bytesMax) throws IOException {
        long left = channel.size() - channel.position();
        return Math.clamp(left + 1, Math.min(ROOM_MIN, bytesMax), bytesMax);
    }

    private static ByteBuffer grown(ByteBuffer full, int bytesMax) {
        int room = (int) Math.min(2L * full.capacity(), bytesMax);
        ByteBuffer larger = ByteBuffer.allocateDirect(room);
        larger.put(full.flip());
        wipe(full);
        return larger;
    }

    private static void wipe(ByteBuffer buffer) {
        buffer.clear();
        while (buffer.hasRemaining()) {
            buffer.put((byte) 0);
        }
    }
}
