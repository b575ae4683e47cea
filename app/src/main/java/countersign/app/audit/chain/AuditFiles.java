package countersign.app.audit.chain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of a chain, to be read one after the other.
public record AuditFiles(List<Path> files) {
    /// Hears how far the reading has come.
    public interface Progress {
        void read(long bytes, long ofBytes);
    }

    public AuditFiles {
        files = List.copyOf(files);
    }

    /// Each path that is a folder stands for the files of the audit in it.
    public static AuditFiles of(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                AuditFolder folder = new AuditFolder(path);
                folder.numbers().forEach(number -> files.add(folder.file(number)));
            } else {
                // A link is followed where it was named, and not where it was found.
                files.add(Files.isSymbolicLink(path) ? path.toRealPath() : path);
            }
        }
        return new AuditFiles(files);
    }

    /// Reads all of them, in constant memory.
    ///
    /// @param wanted a line that must be among them
    public Report verify(Optional<Head> wanted, Progress progress) throws IOException {
        Verification verification = new Verification(wanted);
        long all = 0;
        for (Path file : files) {
            all += isReadable(file) ? Files.size(file) : 0;
        }
        Counter counter = new Counter(progress, all);
        for (Path file : files) {
            verification.begin(String.valueOf(file.getFileName()));
            if (isReadable(file)) {
                try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                    new LineFeed(verification).read(in, counter::count);
                }
            } else {
                verification.unreadable("is not a regular file");
            }
        }
        progress.read(all, all);
        return verification.finish();
    }

    /// Opening a pipe would wait for whoever is at its other end.
    private static boolean isReadable(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /// Tells of what was read, now and then.
    private static final class Counter {
        private static final long STEP_BYTES = 16L << 20;

        private final Progress progress;
        private final long all;
        private long bytes;
        private long told;

        Counter(Progress progress, long all) {
            this.progress = progress;
            this.all = all;
        }

        void count(long more) {
            bytes += more;
            if (bytes - told >= STEP_BYTES) {
                told = bytes;
                progress.read(bytes, all);
            }
        }
    }
}
