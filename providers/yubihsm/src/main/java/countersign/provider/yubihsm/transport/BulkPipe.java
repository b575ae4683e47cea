package countersign.provider.yubihsm.transport;

import java.io.IOException;
import java.time.Duration;

/// The two bulk endpoints of a claimed USB interface.
interface BulkPipe extends AutoCloseable {
    /// Sends one transfer; an empty one is a zero-length packet.
    void send(byte[] transfer, Duration limit) throws IOException;

    /// Waits for one transfer of at most `bytesMax` bytes.
    byte[] receive(int bytesMax, Duration limit) throws IOException;

    /// Gives the interface back.
    @Override
    void close();

    /// Why a transfer failed, by the number that the operating system gives it.
    final class UsbException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int errno;

        UsbException(String what, int errno) {
            super("%s failed: %s".formatted(what, Errno.text(errno)));
            this.errno = errno;
        }

        int errno() {
            return errno;
        }
    }
}
