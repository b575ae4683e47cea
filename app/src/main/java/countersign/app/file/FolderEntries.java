package countersign.app.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;

/// What a folder says of the files in it: their names and, by its own owner, whose they are.
public final class FolderEntries {
    private FolderEntries() {}

    /// Makes names that were added, changed or removed survive a power cut. The content of a file
    /// is synced apart, and before.
    public static void sync(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /// Gives what root has just made to the owner of the folder that it lies in: a command that is
    /// run as root must not lock the signer out of its own files.
    public static void adopt(Path made) {
        Path folder = made.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try {
            UserPrincipal owner = Files.getOwner(folder);
            // The owner of the folder may have put a link to something else in its place.
            FileOwnerAttributeView itself =
                    Files.getFileAttributeView(
                            made, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (!itself.getOwner().equals(owner)) {
                itself.setOwner(owner);
            }
        } catch (IOException ignored) {
            // Only root may give files away, and whoever is not root has no need to.
        }
    }
}
