package countersign.app.foreign;

import countersign.app.file.FolderEntries;
import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.guard.Mark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// tmkms' consensus state file, byte for byte as tmkms 0.10 to 0.15 writes it: compact JSON without
/// a newline, height and round as strings, steps counted from 0.
public final class TmkmsState {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /// No block has this hash. tmkms would sign nil again at a place that it believes was nil; at a
    /// burnt one nobody knows.
    private static final BlockId NOBODYS_BLOCK =
            new BlockId(Bytes.of(new byte[32]), 1, Bytes.of(new byte[32]));

    private TmkmsState() {}

    /// The file that says what `mark` says.
    public static String text(Mark mark) {
        return switch (mark) {
            case Mark.Unsigned() -> text(0, 0, 0, BlockId.NIL);
            case Mark.Burnt(Hrs hrs) -> text(hrs, NOBODYS_BLOCK);
            case Mark.Held(ConsensusMessage message) -> text(message.hrs(), message.blockId());
        };
    }

    private static String text(Hrs hrs, BlockId block) {
        int step = hrs.step().number() - 1;
        return text(hrs.height(), hrs.round(), step, block);
    }

    private static String text(long height, int round, int step, BlockId block) {
        return """
        {"height":"%d","round":"%d","step":%d,\
        "block_id":{"hash":"%s","parts":{"total":%d,"hash":"%s"}}}\
        """
                .formatted(
                        height,
                        round,
                        step,
                        block.hash().upperHex(),
                        block.partsTotal(),
                        block.partsHash().upperHex());
    }

    /// Replaces the file as a whole: after a crash it holds the old text or the new one. Made by
    /// root, it is its folder's owner's.
    public static void replace(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.deleteIfExists(fresh);
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        OWNER_ONLY)) {
            ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        FolderEntries.adopt(fresh);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
