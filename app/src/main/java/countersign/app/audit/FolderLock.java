package countersign.app.audit;

import countersign.app.audit.chain.AuditFolder;
import countersign.app.file.FolderEntries;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// One writer at a time, among all processes of this host: a lock of the file `.lock`, which is
/// never deleted.
final class FolderLock {
    private static final String NAME = ".lock";
    private static final Duration WAIT_MAX = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /// A process's lock does not keep its own threads apart, and closing any of its descriptors
    /// drops it.
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private final Path file;
    private @Nullable FileChannel channel;
    private @Nullable Object key;

    FolderLock(AuditFolder folder) {
        this.file = folder.path().resolve(NAME);
    }

    /// What is done while the lock is held.
    interface Locked {
        void run() throws IOException;
    }

    /// Waits for the lock for at most two seconds.
    void holding(Locked action) throws IOException {
        IN_PROCESS.lock();
        try (FileLock _ = acquire()) {
            action.run();
        } finally {
            IN_PROCESS.unlock();
        }
    }

    void close() throws IOException {
        IN_PROCESS.lock();
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        } finally {
            IN_PROCESS.unlock();
        }
    }

    private FileLock acquire() throws IOException {
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        while (true) {
            FileChannel current = opened();
            FileLock lock = current.tryLock();
            if (lock != null && isSame()) {
                return lock;
            }
            if (lock != null) {
                lock.release();
            }
            if (System.nanoTime() > end) {
                throw new IOException("another process keeps " + file + " locked");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /// A lock of a file that was deleted is one that nobody else sees.
    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open != null && isSame()) {
            return open;
        }
        close();
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is not a regular file");
        }
        FileChannel fresh =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS),
                        AuditFolder.FILE_MODE);
        channel = fresh;
        FolderEntries.adopt(file);
        key = currentKey();
        return fresh;
    }

    private boolean isSame() throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Objects.equals(key, currentKey());
    }

    private @Nullable Object currentKey() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
