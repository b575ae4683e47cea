package countersign.app.key;

import countersign.app.shell.Failure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Files that hold a secret: made readable for their owner only, and never written over.
public final class SecretFile {
    /// The largest key file there is, a `priv_validator_key.json`, has less than one KiB.
    public static final int BYTES_MAX = 64 * 1024;

    private static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    private SecretFile() {}

    /// Writes `contents` to a new file of mode 0600, durably. An existing file is never touched:
    /// that is a failure that names it.
    public static void create(Path file, byte[] contents) throws Failure {
        try (FileChannel channel = FileChannel.open(file, CREATE, OWNER_ONLY)) {
            writeOrDelete(channel, file, contents);
        } catch (FileAlreadyExistsException e) {
            throw Failure.operation(
                    file + " exists already and is not overwritten",
                    "choose another name, or move the old file away if you have a copy of it");
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

    /// The file's contents, which the caller must wipe. `origin` stands in front of an error and
    /// says where the file is configured, such as `tmkms.toml:12: `; it may be empty.
    public static byte[] read(Path file, String origin) throws Failure {
        try {
            if (!Files.isRegularFile(file)) {
                throw missing(file, origin);
            }
            if (Files.size(file) > BYTES_MAX) {
                throw Failure.configuration(
                        origin + file + " is too large for a key file",
                        "a key file has one line of base64, or CometBFT's JSON");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Failure.configuration(
                    origin + "cannot read " + file + ": " + e.getMessage(),
                    "check that the user who runs this owns the file");
        }
    }

    /// Whether users other than the owner can read or write the file. False where the file system
    /// has no such modes.
    public static boolean isOpenToOthers(Path file) {
        try {
            return !OWNERS.containsAll(Files.getPosixFilePermissions(file));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static Failure missing(Path file, String origin) {
        return Files.exists(file)
                ? Failure.configuration(
                        origin + file + " is not a file", "name the key file itself")
                : Failure.configuration(
                        origin + "there is no key file " + file,
                        "make one with `softsign keygen`, bring one with `softsign import`, or"
                                + " correct the path");
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
