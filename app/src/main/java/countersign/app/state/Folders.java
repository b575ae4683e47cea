package countersign.app.state;

import countersign.app.shell.Failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Folders that strangers may not write to, whatever the umask says. Who may write to a folder may
/// put another file in the place of any that is in it, whatever that file's own mode.
public final class Folders {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = mode("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> READABLE = mode("rwxr-xr-x");
    private static final int STICKY = 01000;

    private Folders() {}

    /// Makes the folder and those above it, as far as they are missing, for their owner alone.
    public static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder, OWNER_ONLY);
    }

    /// The same, for others to look into.
    public static void makeReadable(Path folder) throws IOException {
        Files.createDirectories(folder, READABLE);
    }

    /// Fails where everybody may put files into the folder and take others' away. One that is not
    /// there, or where the system has no such modes, passes.
    static void requireClosedToStrangers(Path folder) throws Failure {
        boolean open;
        try {
            int mode = (Integer) Files.getAttribute(folder, "unix:mode");
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
            open = permissions.contains(PosixFilePermission.OTHERS_WRITE) && (mode & STICKY) == 0;
        } catch (IOException | UnsupportedOperationException notToBeSeen) {
            return;
        }
        if (open) {
            throw Failure.operation(
                    "everybody may put files into the folder of the state " + folder,
                    "make sure that nobody changed what is in it, then run `chmod 700 "
                            + folder
                            + "`");
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
