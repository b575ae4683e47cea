package countersign.bench.plan;

import countersign.bench.BenchException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where all states lie: `disk` or `memory`, and a folder of the run's own in it, which is gone
/// with it. Logs of signers that failed are copied out before by whoever wants them.
public record Place(String name, Path folder) implements AutoCloseable {
    /// A new folder under `parent`.
    public static Place under(String name, Path parent) throws BenchException {
        try {
            Files.createDirectories(parent);
            Path folder = Files.createTempDirectory(parent.toAbsolutePath(), "countersign-bench-");
            return new Place(name, folder);
        } catch (IOException e) {
            throw new BenchException("cannot make a folder under " + parent, "name another one", e);
        }
    }

    /// As the system calls it, such as `ext4`.
    public String fileSystem() {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /// A folder in it, which is made.
    public Path resolve(String name) throws BenchException {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new BenchException("cannot make a folder in " + folder, "", e);
        }
    }

    @Override
    public void close() {
        delete(folder);
    }

    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // A folder of scratch that stays does no harm.
        }
    }
}
