package countersign.guard;

import java.io.IOException;
import java.util.Arrays;

/// A disk whose n-th operation, counted from 1, fails. A failing write may have done nothing, half
/// or all of its work before it says so.
final class FailingDisk implements Disk {
    enum Failure {
        EIO("Input/output error", 0, 2),
        ENOSPC_AFTER_HALF("No space left on device", 1, 2),
        EIO_AFTER_ALL("Input/output error", 2, 2),
        /// Of a write of 8 KiB, a sector and a half.
        SHORT_WRITE("Interrupted system call", 3, 32),
        EINTR("Interrupted system call", 0, 2),
        EROFS("Read-only file system", 0, 2),
        EMFILE("Too many open files", 0, 2);

        private final String message;
        private final int done;
        private final int of;

        Failure(String message, int done, int of) {
            this.message = message;
            this.done = done;
            this.of = of;
        }
    }

    private final SimulatedDisk disk;
    private final Failure failure;
    private int left;

    FailingDisk(SimulatedDisk disk, Failure failure, int n) {
        this.disk = disk;
        this.failure = failure;
        this.left = n;
    }

    boolean hasFailed() {
        return left <= 0;
    }

    @Override
    public String name() {
        return disk.name();
    }

    @Override
    public long length() throws IOException {
        failIfDue();
        return disk.length();
    }

    @Override
    public byte[] read(int offset, int length) throws IOException {
        failIfDue();
        return disk.read(offset, length);
    }

    @Override
    public void write(int offset, byte[] content) throws IOException {
        if (left == 1) {
            int done = content.length * failure.done / failure.of;
            disk.write(offset, Arrays.copyOf(content, done));
        }
        failIfDue();
        disk.write(offset, content);
    }

    @Override
    public void close() {}

    private void failIfDue() throws IOException {
        left--;
        if (left == 0) {
            throw new IOException(failure.message);
        }
    }
}
