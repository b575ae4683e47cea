package countersign.app.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

final class UnkeptReadTest {
    @TempDir private Path folder = Path.of("");

    /// Whatever the limit is: memory is taken for what is there.
    @ParameterizedTest
    @CsvSource({
        "0, 2147483647",
        "1, 2147483647",
        "4095, 4096",
        "4096, 4096",
        "4097, 4096",
        "4096, 2147483647",
        "100000, 2147483647",
        "100000, 99999",
        "10, 1",
    })
    void file_isReadToItsEndOrTheLimit(int length, int bytesMax) throws IOException {
        byte[] written = new byte[length];
        for (int i = 0; i < length; i++) {
            written[i] = (byte) (i * 31);
        }
        Path file = Files.write(folder.resolve("file"), written);
        try (FileChannel channel = FileChannel.open(file)) {
            assertArrayEquals(
                    Arrays.copyOf(written, Math.min(length, bytesMax)),
                    UnkeptRead.of(channel, bytesMax));
        }
    }
}
