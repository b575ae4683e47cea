package countersign.tx.journal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Lines in a file, each written with one call and on stable storage when that returns (mode `rwd`,
/// as `O_DSYNC`). The file is locked while it is open. The lines that were replaced last are kept
/// beside it, with `.1` at the end of the name.
public final class LineFile implements LineStore {
    /// No journal is longer: it begins a new file at a quarter of this.
    static final long FILE_BYTES_MAX = 4 * Journal.FILE_BYTES_MAX;

    /// The longest line holds what a service asked for, which has 1 MiB, as JSON within JSON.
    static final int LINE_BYTES_MAX = 4 * 1024 * 1024;

    private static final int CHUNK_BYTES = 64 * 1024;

    private final Path path;
    private RandomAccessFile file;
    private Object identity;
    private long bytes;

    private LineFile(Path path, RandomAccessFile file, Object identity) {
        this.path = path;
        this.file = file;
        this.identity = identity;
    }

    /// Opens and locks the file, or makes a new one that only its owner may read. Refuses what is
    /// no plain file, what others may write to, and what somebody else has open; and a new one
    /// where the lines that were replaced last say that there was one.
    public static LineFile open(Path path) throws JournalException {
        try {
            Path absolute = path.toAbsolutePath();
            if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
                requireFirst(absolute, "is missing");
                create(absolute);
                sync(absolute);
            }
            Object identity = requirePlain(absolute);
            RandomAccessFile file = new RandomAccessFile(absolute.toFile(), "rwd");
            try {
                lock(absolute, file);
                // Whoever had it open may have put another one in its place meanwhile.
                if (!identity.equals(requirePlain(absolute))) {
                    throw inUse(absolute);
                }
                return new LineFile(absolute, file, identity);
            } catch (IOException | JournalException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed("opened", path, e);
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public List<String> lines() throws JournalException {
        try {
            long length = file.length();
            requireFits(length);
            List<String> lines = new ArrayList<>();
            long complete = read(length, lines);
            if (complete == 0) {
                requireFirst(path, "has no line");
            }
            if (complete < length) {
                file.setLength(complete);
                file.getFD().sync();
            }
            bytes = complete;
            return lines;
        } catch (IOException e) {
            throw failed("read", path, e);
        }
    }

    /// Piece by piece, so that a line that is too long is told and not kept. Returns the length of
    /// all complete lines.
    private long read(long length, List<String> lines) throws IOException, JournalException {
        byte[] chunk = new byte[CHUNK_BYTES];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long complete = 0;
        file.seek(0);
        for (long left = length; left > 0; ) {
            int read = file.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) {
                throw new EOFException("it became shorter while it was read");
            }
            left -= read;
            int from = 0;
            for (int i = 0; i < read; i++) {
                if (chunk[i] == '\n') {
                    line.write(chunk, from, i - from);
                    requireFits(line.size(), lines.size() + 1);
                    lines.add(line.toString(StandardCharsets.UTF_8));
                    complete += line.size() + 1;
                    line.reset();
                    from = i + 1;
                }
            }
            line.write(chunk, from, read - from);
            requireFits(line.size(), lines.size() + 1);
        }
        return complete;
    }

    private void requireFits(long length) throws JournalException {
        if (length > FILE_BYTES_MAX) {
            throw new JournalException(
                    path + " has more than " + FILE_BYTES_MAX + " bytes",
                    "this is no journal: check the configuration");
        }
    }

    private void requireFits(int lineBytes, int number) throws JournalException {
        if (lineBytes > LINE_BYTES_MAX) {
            throw new JournalException(
                    "line %d of %s has more than %d bytes".formatted(number, path, LINE_BYTES_MAX),
                    Journal.TRUST_NOTHING);
        }
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void append(String line) throws JournalException {
        try {
            requireOurs();
            byte[] content = (line + "\n").getBytes(StandardCharsets.UTF_8);
            if (content.length > LINE_BYTES_MAX) {
                throw new JournalException(
                        "a line of %d bytes is too long for %s".formatted(content.length, path),
                        "nothing more is signed until a restart; make the service ask for less at"
                                + " once");
            }
            requireFits(bytes + content.length);
            file.seek(bytes);
            file.write(content);
            bytes += content.length;
        } catch (IOException e) {
            throw failed("written", path, e);
        }
    }

    @Override
    public void replace(List<String> lines) throws JournalException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        Path old = before(path);
        try {
            requireOurs();
            Files.deleteIfExists(next);
            create(next);
            RandomAccessFile fresh = new RandomAccessFile(next.toFile(), "rwd");
            try {
                lock(next, fresh);
                byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
                requireFits(content.length);
                fresh.write(content);
                Files.deleteIfExists(old);
                Files.createLink(old, path);
                Object itsIdentity = requirePlain(next);
                Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
                sync(path);
                file.close();
                file = fresh;
                identity = itsIdentity;
                bytes = content.length;
            } catch (IOException | JournalException e) {
                fresh.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed("replaced", path, e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException nothingPending) {
            // Every write was durable when it returned.
        }
    }

    /// Never goes on in a file that has been moved away, or that somebody else has written to.
    private void requireOurs() throws IOException, JournalException {
        if (!identity.equals(requirePlain(path)) || Files.size(path) != bytes) {
            throw new JournalException(
                    path + " was changed or replaced by somebody else",
                    "find out by whom, and restart");
        }
    }

    private static Path before(Path path) {
        return path.resolveSibling(path.getFileName() + ".1");
    }

    /// Whoever removes a journal sets its daily limits to zero and forgets what is on its way.
    private static void requireFirst(Path path, String what) throws JournalException {
        if (Files.exists(before(path), LinkOption.NOFOLLOW_LINKS)) {
            throw new JournalException(
                    path + " " + what + ", and " + before(path) + ", which it follows, is there",
                    "bring it back; if it is lost, find out what became of the account's last"
                            + " transaction and move both aside: daily limits begin anew then");
        }
    }

    private static void create(Path path) throws IOException {
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    static void sync(Path path) throws IOException {
        Directories.sync(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    }

    private static void lock(Path path, RandomAccessFile file)
            throws IOException, JournalException {
        try {
            FileLock lock = file.getChannel().tryLock();
            if (lock == null) {
                throw inUse(path);
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(path);
        }
    }

    private static JournalException inUse(Path path) {
        return new JournalException(
                path + " is in use by another transaction signer",
                "only one may sign for an account: stop the other one");
    }

    private static Object requirePlain(Path path) throws IOException, JournalException {
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new JournalException(
                    path + " is no plain file", "name the file itself in the configuration");
        }
        if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new JournalException(
                    "others may write to " + path,
                    "make sure that nobody changed it, then run `chmod 600 " + path + "`");
        }
        return Objects.requireNonNull(attributes.fileKey(), "a POSIX file has an inode");
    }

    private static JournalException failed(String verb, Path path, IOException e) {
        return new JournalException(
                path
                        + " cannot be "
                        + verb
                        + ": "
                        + e.getClass().getSimpleName()
                        + ": "
                        + e.getMessage(),
                "check that its directory exists, belongs to whoever runs the signer and has space"
                        + " left",
                e);
    }
}
