package countersign.app.audit.chain;

import countersign.app.file.FolderEntries;
import countersign.bytes.Bytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of an audit: `audit-00000001.jsonl` and so on, numbered in the order of the chain.
public record AuditFolder(Path path) {
    private static final long NUMBER_MAX = 99_999_999;
    private static final Pattern NAME = Pattern.compile("audit-([0-9]{8})\\.jsonl");
    private static final String UNFINISHED = ".unfinished";
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /// Of every file in the folder: for its owner alone.
    public static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /// Makes the folder, of mode 0700, unless it is there. Not the folders above it: an audit must
    /// not appear below a mount point that is not mounted.
    public void make() throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        try {
            Files.createDirectory(path, FOLDER_MODE);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw e;
            }
            // Another process was first, and may not have come to the next line yet.
        }
        FolderEntries.adopt(path);
    }

    /// The numbers of all files, in order. Whatever has another name is none of the audit's.
    public List<Long> numbers() throws IOException {
        try (Stream<Path> all = Files.list(path)) {
            return all.map(file -> NAME.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .map(name -> Long.valueOf(name.group(1)))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The number of the newest file, 0 where there is none.
    public long newest() throws IOException {
        List<Long> numbers = numbers();
        return numbers.isEmpty() ? 0 : numbers.getLast();
    }

    public Path file(long number) {
        return path.resolve(name(number));
    }

    public static String name(long number) {
        return String.format(Locale.ROOT, "audit-%08d.jsonl", number);
    }

    public boolean has(long number) {
        return Files.exists(file(number), LinkOption.NOFOLLOW_LINKS);
    }

    /// Makes a file that has its first line from the moment on that it has its name.
    public void create(long number, Bytes firstLine) throws IOException {
        if (number > NUMBER_MAX) {
            throw new IOException("there is no number left for another file");
        }
        Path unfinished = path.resolve(UNFINISHED);
        Files.deleteIfExists(unfinished);
        try (FileChannel channel =
                FileChannel.open(
                        unfinished,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        FILE_MODE)) {
            ByteBuffer line = ByteBuffer.wrap(firstLine.toArray());
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
        FolderEntries.adopt(unfinished);
        Files.move(unfinished, file(number));
        FolderEntries.sync(path);
    }
}
