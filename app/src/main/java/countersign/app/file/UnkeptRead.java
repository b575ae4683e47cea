package countersign.app.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Reading of what may be a key, without a trace.
///
/// The JDK reads into an array through a buffer of its own, which it keeps, with the content in it,
/// as long as the thread lives. This one is wiped.
public final class UnkeptRead {
    private UnkeptRead() {}

    /// The first `bytesMax` bytes from where the channel is, or fewer where it ends before.
    public static byte[] of(FileChannel channel, int bytesMax) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytesMax);
        try {
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Until the end.
            }
            byte[] contents = new byte[buffer.flip().remaining()];
            buffer.get(contents);
            return contents;
        } finally {
            buffer.clear();
            while (buffer.hasRemaining()) {
                buffer.put((byte) 0);
            }
        }
    }
}
