package countersign.bench.load;

import countersign.bench.BenchException;
import countersign.connection.Ticker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The disk's own cost: 64 bytes written in place in a file that has its blocks, and `fdatasync`.
public final class DiskLane implements Lane {
    private static final int WRITE_BYTES = 64;
    private static final int FILE_BYTES = 8192;

    private final FileChannel file;
    private final Ticker ticker;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(WRITE_BYTES);
    private long written;

    private DiskLane(FileChannel file, Ticker ticker) {
        this.file = file;
        this.ticker = ticker;
    }

    /// With a new file at `path`.
    public static DiskLane create(Path path, Ticker ticker) throws BenchException {
        try {
            FileChannel file =
                    FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            file.write(ByteBuffer.allocate(FILE_BYTES), 0);
            file.force(true);
            return new DiskLane(file, ticker);
        } catch (IOException e) {
            throw new BenchException("cannot make " + path, "name another folder", e);
        }
    }

    @Override
    public long once() throws BenchException {
        written++;
        bytes.clear().putLong(0, written);
        long start = ticker.nanos();
        try {
            file.write(bytes, 0);
            file.force(false);
        } catch (IOException e) {
            throw new BenchException("cannot write: " + e.getMessage(), "", e);
        }
        return ticker.nanos() - start;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // It is scratch, and nobody reads it.
        }
    }
}
