package countersign.provider.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A name that leads to one file or another.
final class LinkedFile implements AutoCloseable {
    private final Path folder;

    LinkedFile() {
        try {
            folder = Files.createTempDirectory("ledger");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return folder.resolve("hidraw");
    }

    void leadTo(Path file) {
        try {
            Files.deleteIfExists(path());
            Files.createSymbolicLink(path(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path());
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
