package countersign.acceptance.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A file system of its own, mounted over a folder whose files it takes over. It is gone afterwards
/// whatever happens, and the folder is empty then.
final class Scratch implements AutoCloseable {
    private static final int PIECE_BYTES = 4096;

    private final Path work;
    private final Path at;

    private Scratch(Path work, Path at) {
        this.work = work;
        this.at = at;
    }

    /// In memory; `options` as `size=64k,nr_inodes=8`.
    static Scratch tmpfs(Path work, Path at, String options) throws IOException {
        return over(work, at, "mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString());
    }

    /// ext4 in a file of `work`, which becomes read-only at its first error.
    static Scratch ext4(Path work, Path at) throws IOException {
        Machine.require("mkfs.ext4");
        Path image = work.resolve("ext4.img");
        Machine.run(work, "mkfs.ext4", "-q", "-F", image.toString(), "2M");
        return over(
                work, at, "mount", "-o", "loop,errors=remount-ro", image.toString(), at.toString());
    }

    private static Scratch over(Path work, Path at, String... mount) throws IOException {
        Machine.requireRoot();
        Path kept = Files.createTempDirectory(work, "kept");
        Machine.run(work, "cp", "-a", at + "/.", kept.toString());
        assumeTrue(
                Machine.attempt(work, mount) == 0,
                () -> "this machine does not mount: " + List.of(mount));
        Scratch scratch = new Scratch(work, at);
        try {
            Machine.run(work, "cp", "-a", kept + "/.", at.toString());
            return scratch;
        } catch (AssertionError | IOException e) {
            scratch.close();
            throw e;
        }
    }

    /// Leaves no room for another byte.
    void fill() throws IOException {
        Path filler = at.resolve("filler");
        for (int bytes = PIECE_BYTES; bytes > 0; bytes /= 2) {
            Machine.attempt(
                    work,
                    "dd",
                    "if=/dev/zero",
                    "of=" + filler + bytes,
                    "bs=" + bytes,
                    "conv=fsync");
        }
    }

    /// Leaves no room for another file.
    void fillInodes() throws IOException {
        for (int i = 0; Machine.attempt(work, "touch", at.resolve("inode" + i).toString()) == 0; ) {
            i++;
        }
    }

    /// Makes an ext4 believe that it is damaged. Where the kernel cannot, the proof is skipped.
    void damage() throws IOException {
        String device = Machine.run(work, "findmnt", "-n", "-o", "SOURCE", at.toString()).strip();
        Path trigger =
                Path.of("/sys/fs/ext4")
                        .resolve(Path.of(device).getFileName())
                        .resolve("trigger_fs_error");
        assumeTrue(Files.isWritable(trigger), () -> "there is no " + trigger);
        Files.writeString(trigger, "1");
    }

    /// Takes the files off, so that another start finds them on a healthy disk.
    void rescue() throws IOException {
        Path kept = Files.createTempDirectory(work, "rescued");
        try (Stream<Path> files = Files.list(at)) {
            for (Path file : files.filter(f -> !f.endsWith("lost+found")).toList()) {
                if (!file.getFileName().toString().startsWith("filler")) {
                    Machine.run(work, "cp", "-a", file.toString(), kept.toString());
                }
            }
        }
        close();
        Machine.run(work, "cp", "-a", kept + "/.", at.toString());
    }

    @Override
    public void close() {
        try {
            if (Machine.attempt(work, "mountpoint", "-q", at.toString()) == 0
                    && Machine.attempt(work, "umount", at.toString()) != 0) {
                Machine.run(work, "umount", "--lazy", at.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
