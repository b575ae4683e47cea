package countersign.app.file;

import countersign.app.shell.Failure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reading of plain files: no link, no folder, and no pipe that would be waited for.
public final class PlainFile {
    private PlainFile() {}

    /// The whole file, at most `bytesMax` bytes of it. `what` is what it is called in a failure,
    /// with its article: `the state`.
    public static byte[] read(Path file, String what, int bytesMax) throws Failure {
        return read(file, what, bytesMax, LinkOption.NOFOLLOW_LINKS);
    }

    /// As [#read], of a file that may be reached through a link, as configurations are.
    public static byte[] readThroughLinks(Path file, String what, int bytesMax) throws Failure {
        return read(file, what, bytesMax, new LinkOption[0]);
    }

    private static byte[] read(Path file, String what, int bytesMax, LinkOption... links)
            throws Failure {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, links);
            if (!found.isRegularFile()) {
                throw Failure.configuration(
                        what + " " + file + " is " + kind(found) + " and not a plain file",
                        "name the file itself");
            }
            if (found.size() > bytesMax) {
                throw tooLarge(file, what, bytesMax);
            }
            return contents(file, what, bytesMax, links);
        } catch (IOException e) {
            throw Failure.configuration(
                    "cannot read " + what + " " + file + ": " + reason(e),
                    "check the path, the owner and the mode");
        }
    }

    /// Reads on while there is more, whatever the length was a moment ago.
    private static byte[] contents(Path file, String what, int bytesMax, LinkOption... links)
            throws IOException, Failure {
        Set<OpenOption> options = new HashSet<>(List.of(links));
        options.add(StandardOpenOption.READ);
        try (FileChannel channel = FileChannel.open(file, options)) {
            byte[] contents = UnkeptRead.of(channel, bytesMax + 1);
            if (contents.length > bytesMax) {
                Arrays.fill(contents, (byte) 0);
                throw tooLarge(file, what, bytesMax);
            }
            return contents;
        }
    }

    private static Failure tooLarge(Path file, String what, int bytesMax) {
        return Failure.configuration(
                what + " " + file + " is larger than " + bytesMax + " bytes",
                "this is hardly the right file; check the path");
    }

    private static String kind(BasicFileAttributes found) {
        if (found.isSymbolicLink()) {
            return "a symbolic link";
        }
        return found.isDirectory() ? "a folder" : "a device, pipe or socket";
    }

    /// What went wrong, in words, without repeating the file's name.
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "there is no such file";
            default -> String.valueOf(e.getMessage());
        };
    }
}
