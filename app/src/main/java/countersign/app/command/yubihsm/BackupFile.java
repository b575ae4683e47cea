package countersign.app.command.yubihsm;

import countersign.app.file.NewFile;
import countersign.app.file.PlainFile;
import countersign.app.shell.Failure;
import countersign.bytes.Bytes;
import countersign.provider.yubihsm.wrap.WrappedObject;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// A wrapped key in a file: one line of base64, as tmkms and Yubico's tools write it.
final class BackupFile {
    // Base64 and the ends of lines of 64 characters.
    private static final int FILE_BYTES_MAX = 2 * WrappedObject.BYTES_MAX;

    private BackupFile() {}

    /// Fails where `file` could not be written later, after something else was done already.
    static void requireFree(Path file) throws Failure {
        if (Files.exists(file)) {
            throw Failure.operation(
                    file + " exists already and is not overwritten",
                    "choose another name, or move the old file away if you have a copy of it");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw Failure.operation(
                    "cannot write " + file + ": its folder does not exist",
                    "make the folder first, readable for its owner only");
        }
    }

    /// A new file of mode 0600.
    static void write(Path file, Bytes wrapped) throws Failure {
        NewFile.create(file, Base64.getEncoder().encode(wrapped.toArray()));
    }

    static Bytes read(Path file) throws Failure {
        byte[] text = PlainFile.readThroughLinks(file, "the backup", FILE_BYTES_MAX);
        String compact = new String(text, StandardCharsets.US_ASCII).replaceAll("\\s", "");
        try {
            Bytes wrapped = Bytes.of(Base64.getDecoder().decode(compact));
            if (wrapped.length() >= WrappedObject.BYTES_MIN
                    && wrapped.length() <= WrappedObject.BYTES_MAX) {
                return wrapped;
            }
            throw noBackup(file, "it has " + wrapped.length() + " bytes");
        } catch (IllegalArgumentException e) {
            throw noBackup(file, "it is no base64");
        }
    }

    private static Failure noBackup(Path file, String why) {
        return Failure.configuration(
                "couldn't parse wrapped key from " + file + ": " + why,
                "name a file that `yubihsm keys export` wrote, or say with -t what the file is");
    }
}
