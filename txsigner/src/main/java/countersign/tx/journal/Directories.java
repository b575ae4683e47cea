package countersign.tx.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Names of files, which are durable apart from what the files hold.
final class Directories {
    private Directories() {}

    /// Returns when every name in the directory would survive a power cut.
    static void sync(Path directory) throws IOException {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
