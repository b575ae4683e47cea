package countersign.guard;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A file whose every write is on stable storage when it returns.
///
/// It is opened with `O_DSYNC` (mode `rwd`): POSIX ends such a write where `write` followed by
/// `fdatasync` would end, in one system call, and Linux runs the same code for both. A
/// [RandomAccessFile] and not a [FileChannel], because interrupting a thread closes the channel it
/// works on, for everybody.
///
/// The lock is a POSIX record lock on the file itself, not on a second one: nobody can delete it,
/// and it follows the file through every name. Such a lock is lost as soon as its process closes
/// any descriptor of the file, so `OPEN_HERE` keeps this process from opening the file twice, for
/// reading included.
final class SyncedFile implements Disk {
    private static final Set<Object> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Object identity;
    private final RandomAccessFile file;
    private boolean closed;

    private SyncedFile(Path path, Object identity, RandomAccessFile file) {
        this.path = path;
        this.identity = identity;
        this.file = file;
    }

    /// Creates the file with mode 0600. Never overwrites anything. Returns when the content and the
    /// directory entry are on stable storage; where it throws, it leaves nothing behind.
    static void create(Path path, byte[] content) throws StoreException {
        try (FileChannel fresh =
                FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            fill(path, fresh, content);
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(
                    "state " + path + " exists already",
                    "look at it with `state show`; a state is never overwritten, because what was"
                            + " signed must not be forgotten",
                    e);
        } catch (IOException e) {
            throw new StoreException(
                    "state " + path + " cannot be created: " + reason(e),
                    "check that its directory exists, is writable and has space left",
                    e);
        }
    }

    /// Opens for reading and writing, and locks. Refuses whatever is not a plain file that only its
    /// owner may write to, and whatever another signer has open.
    static SyncedFile open(Path path) throws StoreException {
        return open(path, "rwd");
    }

    /// Opens for reading, whether or not another process signs with the file.
    static SyncedFile openForReading(Path path) throws StoreException {
        return open(path, "r");
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long length() throws IOException {
        PosixFileAttributes now;
        try {
            now = attributes(path);
        } catch (FileSystemException e) {
            throw new IOException(reason(e), e);
        }
        if (!identity.equals(identity(now))) {
            throw new IOException("another file has taken its place");
        }
        return now.size();
    }

    @Override
    public byte[] read(int offset, int length) throws IOException {
        byte[] content = new byte[length];
        file.seek(offset);
        file.readFully(content);
        return content;
    }

    @Override
    public void write(int offset, byte[] content) throws IOException {
        file.seek(offset);
        file.write(content);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            close(file);
            OPEN_HERE.remove(identity);
        }
    }

    private static void fill(Path path, FileChannel fresh, byte[] content) throws IOException {
        try {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                fresh.write(rest);
            }
            fresh.force(true);
            Path directory = Objects.requireNonNull(path.toAbsolutePath().getParent());
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private static SyncedFile open(Path path, String mode) throws StoreException {
        try {
            Object identity = identity(requirePlain(path, attributes(path)));
            if (!OPEN_HERE.add(identity)) {
                throw new StoreException(
                        "this process has state " + path + " open already",
                        "give every chain and key a state file of its own");
            }
            try {
                return openOnce(path, identity, mode);
            } catch (IOException | StoreException e) {
                OPEN_HERE.remove(identity);
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new StoreException(
                    "there is no state " + path,
                    "if this key never signed on this chain, create it with `state init`; if it"
                            + " did, restore the state or create one with the highest height that"
                            + " may have been signed",
                    e);
        } catch (IOException e) {
            throw new StoreException(
                    "state " + path + " cannot be opened: " + reason(e),
                    "check that the file and its directory belong to the user that runs the"
                            + " signer",
                    e);
        }
    }

    private static SyncedFile openOnce(Path path, Object identity, String mode)
            throws IOException, StoreException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), mode);
        try {
            if (mode.equals("rwd")) {
                lock(path, file);
            }
            SyncedFile opened = new SyncedFile(path, identity, file);
            opened.length();
            return opened;
        } catch (IOException | StoreException e) {
            close(file);
            throw e;
        }
    }

    @SuppressWarnings("resource") // The lock lives as long as the file is open.
    private static void lock(Path path, RandomAccessFile file) throws StoreException {
        FileLock lock;
        try {
            lock = file.getChannel().tryLock();
        } catch (IOException e) {
            throw new StoreException(
                    "state " + path + " cannot be locked: " + reason(e),
                    "move it to a local file system that supports POSIX locks",
                    e);
        }
        if (lock == null) {
            throw new StoreException(
                    "another process signs with state " + path,
                    "only one may: stop the other one, or give this one a key of its own");
        }
    }

    private static PosixFileAttributes requirePlain(Path path, PosixFileAttributes attributes)
            throws StoreException {
        if (!attributes.isRegularFile()) {
            String kind =
                    attributes.isSymbolicLink()
                            ? "a symbolic link"
                            : attributes.isDirectory() ? "a directory" : "a device, pipe or socket";
            throw new StoreException(
                    "state " + path + " is " + kind + " and not a plain file",
                    "name the state file itself in the configuration");
        }
        Set<PosixFilePermission> permissions = attributes.permissions();
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new StoreException(
                    "others may write to state "
                            + path
                            + " (mode "
                            + PosixFilePermissions.toString(permissions)
                            + ")",
                    "make sure that nobody changed it, then run `chmod 600 " + path + "`");
        }
        return attributes;
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static Object identity(PosixFileAttributes attributes) {
        return Objects.requireNonNull(attributes.fileKey(), "a POSIX file has an inode");
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such file or directory";
            default -> Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        };
    }

    private static void close(RandomAccessFile file) {
        try {
            file.close();
        } catch (IOException nothingPending) {
            // Every write was durable when it returned, so that a failing close has nothing to
            // lose; the descriptor is gone either way.
        }
    }
}
