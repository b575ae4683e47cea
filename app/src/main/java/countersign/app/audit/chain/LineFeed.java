package countersign.app.audit.chain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/// Cuts a file into lines for a [Verification]. Keeps one line at a time, and none that is too
/// long.
public final class LineFeed {
    private static final int BLOCK_BYTES = 64 * 1024;

    private final Verification verification;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean overlong;

    /// `verification` has begun the file.
    public LineFeed(Verification verification) {
        this.verification = verification;
    }

    /// Reads all of `file`. `progress` hears how many bytes each block has.
    public void read(InputStream file, LongConsumer progress) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        for (int bytes = file.read(block); bytes >= 0; bytes = file.read(block)) {
            int start = 0;
            for (int i = 0; i < bytes; i++) {
                if (block[i] == '\n') {
                    take(block, start, i);
                    hand();
                    start = i + 1;
                }
            }
            take(block, start, bytes);
            progress.accept(bytes);
        }
        if (overlong) {
            verification.overlongLine();
        } else {
            verification.end(line.toByteArray());
        }
    }

    private void take(byte[] block, int start, int end) {
        overlong |= line.size() + end - start > Line.BYTES_MAX;
        if (!overlong) {
            line.write(block, start, end - start);
        }
    }

    private void hand() {
        if (overlong) {
            verification.overlongLine();
        } else {
            verification.line(line.toByteArray());
        }
        line.reset();
        overlong = false;
    }
}
