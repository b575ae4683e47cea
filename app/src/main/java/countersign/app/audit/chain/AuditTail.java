package countersign.app.audit.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// The last lines of an audit, and those that come after them. Changes and locks nothing.
public final class AuditTail {
    /// As many lines fit into memory even if each is as long as can be.
    public static final int LINES_MAX = 1_000;

    private static final long BLOCK_BYTES = 1L << 20;
    private static final long TAIL_BYTES_MAX = (LINES_MAX + 1L) * Line.BYTES_MAX;

    private final AuditFolder folder;
    private long number;
    private long offset;

    /// Of the audit in `directory`.
    public AuditTail(Path directory) {
        this.folder = new AuditFolder(directory);
    }

    /// The last `count` lines, at most [#LINES_MAX], without their newlines.
    public List<String> last(int count) throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        List<Long> numbers = folder.numbers();
        for (long file : numbers.reversed()) {
            if (!isReadable(file)) {
                continue;
            }
            List<String> found = lastOf(file, count - lines.size());
            if (number == 0) {
                number = file;
            }
            found.reversed().forEach(lines::addFirst);
            if (lines.size() >= count) {
                break;
            }
        }
        return List.copyOf(lines);
    }

    /// The lines that were appended since the last call, in this file or in those that were begun
    /// since; not always all of them at once.
    public List<String> more() throws IOException {
        if (number == 0 || !isReadable(number)) {
            return next() ? more() : List.of();
        }
        Block block = block(number, offset, BLOCK_BYTES);
        offset += block.bytes();
        return block.lines().isEmpty() && next() ? more() : block.lines();
    }

    /// Goes to the next file, if there is one.
    private boolean next() throws IOException {
        for (long later : Files.isDirectory(folder.path()) ? folder.numbers() : List.<Long>of()) {
            if (later > number && isReadable(later)) {
                number = later;
                offset = 0;
                return true;
            }
        }
        return false;
    }

    private List<String> lastOf(long file, int count) throws IOException {
        long size = Files.size(folder.file(file));
        long wanted = BLOCK_BYTES;
        while (true) {
            long from = Math.max(0, size - wanted);
            Block block = block(file, from, size - from);
            // The first line of a block is not a whole one, but for that of the file.
            List<String> lines =
                    from == 0 || block.lines().isEmpty()
                            ? block.lines()
                            : block.lines().subList(1, block.lines().size());
            if (number == 0) {
                offset = from + block.bytes();
            }
            if (lines.size() >= count || from == 0 || wanted >= TAIL_BYTES_MAX) {
                return lines.subList(Math.max(0, lines.size() - count), lines.size());
            }
            wanted *= 4;
        }
    }

    /// Whole lines, and how many bytes they are.
    private record Block(List<String> lines, long bytes) {}

    private Block block(long file, long from, long bytesMax) throws IOException {
        ByteBuffer buffer;
        try (FileChannel channel =
                FileChannel.open(
                        folder.file(file),
                        Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            long length = Math.clamp(channel.size() - from, 0, Math.min(bytesMax, TAIL_BYTES_MAX));
            buffer = ByteBuffer.allocate((int) length);
            while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
                // Until all is there, or the file has become shorter.
            }
        }
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < buffer.position(); i++) {
            if (buffer.get(i) == '\n') {
                lines.add(
                        new String(buffer.array(), start, i - start, StandardCharsets.ISO_8859_1));
                start = i + 1;
            }
        }
        // What has no end within a whole block is no line, and must not be waited for.
        boolean endless = start == 0 && buffer.position() == BLOCK_BYTES;
        return new Block(lines, endless ? BLOCK_BYTES : start);
    }

    private boolean isReadable(long file) {
        return Files.isRegularFile(folder.file(file), LinkOption.NOFOLLOW_LINKS);
    }
}
