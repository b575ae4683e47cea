package countersign.app.key;

import countersign.app.file.UnkeptRead;
import countersign.app.shell.Failure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// Files that hold a secret, as they are found. `NewFile` makes them.
public final class SecretFile {
    /// The largest key file there is, a `priv_validator_key.json`, has less than one KiB.
    public static final int BYTES_MAX = 64 * 1024;

    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    private SecretFile() {}

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
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return UnkeptRead.of(channel, BYTES_MAX);
            }
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
}
