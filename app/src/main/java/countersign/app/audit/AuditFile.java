package countersign.app.audit;

import countersign.app.audit.chain.FileEnd;
import countersign.app.audit.chain.Head;
import countersign.app.audit.chain.Line;
import countersign.bytes.Bytes;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;

/// The file that lines are appended to, and how far it has been written. Whoever uses it holds the
/// folder's lock.
final class AuditFile implements AutoCloseable {
    private final Path path;
    private final long number;
    private final FileChannel channel;
    private final @Nullable Object key;
    private Head head;
    // Nothing, until a line was appended.
    private Bytes last = Bytes.EMPTY;
    private long bytes;
    private String ending;
    private boolean fresh;

    private AuditFile(
            Path path, long number, FileChannel channel, @Nullable Object key, FileEnd.Sound end)
            throws IOException {
        this.path = path;
        this.number = number;
        this.channel = channel;
        this.key = key;
        this.head = end.head();
        this.ending = end.ending();
        this.bytes = channel.size();
    }

    /// Opens a file to go on where `end` says that it ends.
    static AuditFile open(Path path, long number, FileEnd.Sound end) throws IOException {
        Object key = attributes(path).fileKey();
        FileChannel channel =
                FileChannel.open(
                        path, Set.of(StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS));
        try {
            return new AuditFile(path, number, channel, key, end);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// As [#open], of a file that has just got its first line.
    static AuditFile begun(Path path, long number, Head first) throws IOException {
        AuditFile file = open(path, number, new FileEnd.Sound(first, Bytes.EMPTY, ""));
        file.fresh = true;
        return file;
    }

    long number() {
        return number;
    }

    /// The last line.
    Head head() {
        return head;
    }

    /// Whether a file of at most `bytesMax` has room for a line. Every file has room for one.
    boolean hasRoom(int lineBytes, long bytesMax) {
        return fresh || bytes + lineBytes <= bytesMax;
    }

    /// Whether the file is still there as it was left.
    boolean isAsLeft() throws IOException {
        return !isReplaced() && attributes(path).size() == bytes;
    }

    /// Whether the line that was appended last is still where it was put. Others may have appended
    /// more behind it.
    boolean holdsLast() throws IOException {
        ByteBuffer there = ByteBuffer.allocate(last.length());
        try (FileChannel reading =
                FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long from = bytes - last.length();
            while (there.hasRemaining() && reading.read(there, from + there.position()) > 0) {
                // Until all of it is read, or the file ends before.
            }
        }
        return Bytes.of(there.array()).equals(last);
    }

    /// Whether the path no longer leads to this file.
    boolean isReplaced() throws IOException {
        return !Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                || !Objects.equals(key, attributes(path).fileKey());
    }

    /// Appends a line. On a failure the file is as it was, if its disk still allows that.
    void append(Line.Written line) throws IOException {
        Bytes closing = Bytes.of(ending.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer buffer = ByteBuffer.wrap(closing.concat(line.bytes()).toArray());
        int length = buffer.remaining();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
        bytes += length;
        head = line.head();
        last = line.bytes();
        ending = "";
        fresh = false;
    }

    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void takeBack(IOException reason) {
        try {
            channel.truncate(bytes);
        } catch (IOException e) {
            // What is left of the line is torn, and recognised as such later.
            reason.addSuppressed(e);
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
