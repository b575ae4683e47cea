package countersign.app.state;

import countersign.app.file.FolderEntries;
import countersign.app.shell.Failure;
import countersign.consensus.ChainId;
import countersign.consensus.PublicKey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The note of every chain and key that this home has served: one line each, the chain's id and the
/// validator's address. It lies beside the configuration and apart from the state, so that a state
/// that was lost can be told from one that never was.
public final class ServedNote {
    private static final String NAME = ".served";
    private static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

    private final Path file;

    /// The note of the home that `configuration` lies in.
    public ServedNote(Path configuration) {
        this.file = configuration.resolveSibling(NAME);
    }

    public boolean has(ChainId chain, PublicKey key) throws Failure {
        try {
            return Files.readAllLines(file).contains(line(chain, key));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw unusable("read", e);
        }
    }

    /// Adds the pair unless it is there, durably.
    public void add(ChainId chain, PublicKey key) throws Failure {
        if (has(chain, key)) {
            return;
        }
        try (FileChannel channel = open()) {
            channel.write(
                    ByteBuffer.wrap((line(chain, key) + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            FolderEntries.sync(file.resolveSibling("."));
        } catch (IOException e) {
            throw unusable("write", e);
        }
    }

    /// Fails where nothing could be added.
    public void requireWritable() throws Failure {
        try (FileChannel _ = open()) {
            // That it opens is all there is to know.
        } catch (IOException e) {
            throw unusable("write", e);
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND),
                MODE);
    }

    private Failure unusable(String verb, IOException e) {
        return Failure.operation(
                "cannot " + verb + " the note of served chains " + file + ": " + e.getMessage(),
                "make the folder of the configuration writable for the user who runs this");
    }

    private static String line(ChainId chain, PublicKey key) {
        return chain + " " + key.address().upperHex();
    }
}
