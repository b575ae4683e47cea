package countersign.app.audit.chain;

import countersign.bytes.Bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// What a writer needs to know of a file in order to go on in it. Reads its first line and its end
/// only: the rest is for `audit verify`.
public sealed interface FileEnd {

    /// The chain goes on after `head`. `torn` is what a writer that died left behind the line of
    /// that head; `ending` is what has to be written before the next line.
    record Sound(Head head, Bytes torn, String ending) implements FileEnd {}

    /// Nothing may be appended.
    record Unusable(String why) implements FileEnd {}

    /// Reads the end of a file that may be anything.
    static FileEnd read(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            // Opening a pipe would wait for whoever is at its other end.
            return new Unusable("is not a regular file");
        }
        try (FileChannel channel =
                FileChannel.open(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            long size = channel.size();
            Optional<String> fault = faultOfStart(read(channel, 0, size));
            return fault.isPresent() ? new Unusable(fault.get()) : end(channel, size);
        }
    }

    private static Optional<String> faultOfStart(byte[] start) {
        int end = indexOf(start, '\n', 0);
        Optional<Line> line = end < 0 ? Optional.empty() : Line.parse(Arrays.copyOf(start, end));
        if (line.isEmpty()) {
            return Optional.of("has no intact first line");
        }
        return ChainWords.fault(line.get());
    }

    private static FileEnd end(FileChannel channel, long size) throws IOException {
        long from = Math.max(0, size - 3L * Line.BYTES_MAX);
        byte[] end = read(channel, from, size);
        int stop = end.length;
        // From the last line backwards: what follows the newest intact one must be torn.
        while (stop > 0 && end.length - stop <= Line.BYTES_MAX) {
            int lineEnd = end[stop - 1] == '\n' ? stop - 1 : stop;
            int start = lastIndexOf(end, '\n', lineEnd - 1) + 1;
            Optional<Line> line = Line.parse(Arrays.copyOfRange(end, start, lineEnd));
            if (line.isPresent()) {
                return after(line.get().head(), Arrays.copyOfRange(end, lineEnd, end.length));
            }
            stop = start;
        }
        return new Unusable("has been altered at its end");
    }

    /// `rest` begins with the newline of the last intact line, or is empty where even that is not
    /// there.
    private static FileEnd after(Head head, byte[] rest) {
        if (rest.length <= 1) {
            return new Sound(head, Bytes.EMPTY, rest.length == 0 ? "\n" : "");
        }
        boolean ended = rest[rest.length - 1] == '\n';
        Bytes torn = Bytes.of(rest).slice(1, ended ? rest.length - 1 : rest.length);
        return areTorn(torn, head)
                ? new Sound(head, torn, ended ? "" : "\n")
                : new Unusable("has been altered at its end");
    }

    /// Whether `bytes` can be what is left of a line after `before` that was being written when the
    /// writer died, and of lines that were to close it off: each a beginning of a line, perhaps
    /// with zeros behind it, which is what a power cut makes of blocks that were not yet written.
    static boolean areTorn(Bytes bytes, Head before) {
        for (String part :
                new String(bytes.toArray(), StandardCharsets.ISO_8859_1).split("\n", -1)) {
            String text = part.replaceFirst("\u0000++$", "");
            if (part.isEmpty() || !Line.couldBegin(text, before)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] read(FileChannel channel, long from, long to) throws IOException {
        int length = (int) Math.min(3L * Line.BYTES_MAX, to - from);
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // Until all is there, or the file has become shorter.
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int lastIndexOf(byte[] bytes, char wanted, int from) {
        for (int i = from; i >= 0; i--) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
