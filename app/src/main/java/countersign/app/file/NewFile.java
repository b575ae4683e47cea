package countersign.app.file;

import countersign.app.shell.Failure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that are made: readable for their owner only, and never in the place of another.
public final class NewFile {
    private static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private NewFile() {}

    /// Fails where [#create] would find a file, before somebody is asked for a passphrase.
    public static void requireAbsent(Path file) throws Failure {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(file);
        }
    }

    /// Writes `contents` to a new file of mode 0600, durably. An existing file is never touched:
    /// that is a failure that names it.
    public static void create(Path file, byte[] contents) throws Failure {
        try (FileChannel channel = FileChannel.open(file, CREATE, OWNER_ONLY)) {
            writeOrDelete(channel, file, contents);
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } catch (NoSuchFileException e) {
            throw Failure.operation(
                    "cannot write " + file + ": its folder does not exist",
                    "make the folder first, readable for its owner only");
        } catch (IOException e) {
            throw Failure.operation(
                    "cannot write " + file + ": " + e.getMessage(),
                    "check the folder's owner, mode and free space");
        }
    }

    private static Failure exists(Path file) {
        return Failure.operation(
                file + " exists already and is not overwritten",
                "choose another name, or move the old file away if you have a copy of it");
    }

    private static void writeOrDelete(FileChannel channel, Path file, byte[] contents)
            throws IOException {
        try {
            ByteBuffer rest = ByteBuffer.wrap(contents);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}
