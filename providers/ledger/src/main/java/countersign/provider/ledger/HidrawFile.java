package countersign.provider.ledger;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The reports of a device through its file `/dev/hidrawN`. A report is written behind its number,
/// which is 0 for a device that has only one kind, and read without.
final class HidrawFile implements Reports {
    private static final int WAIT_MILLIS_MAX = 60_000;

    private final LinuxFile file;

    private HidrawFile(LinuxFile file) {
        this.file = file;
    }

    static HidrawFile open(Path path) throws IOException {
        return new HidrawFile(LinuxFile.open(path));
    }

    @Override
    public void send(Bytes packet) throws IOException {
        byte[] report = new byte[1 + packet.length()];
        packet.copyTo(report, 1);
        file.write(report);
    }

    @Override
    public Optional<Bytes> receive(Deadline deadline) throws IOException {
        byte[] packet = new byte[HidFrames.PACKET_BYTES];
        int filled = 0;
        while (filled < packet.length) {
            if (!file.awaitReadable(millis(deadline))) {
                if (deadline.hasPassed()) {
                    return Optional.empty();
                }
                continue;
            }
            byte[] part = file.read(packet.length - filled);
            System.arraycopy(part, 0, packet, filled, part.length);
            filled += part.length;
        }
        return Optional.of(Bytes.of(packet));
    }

    @Override
    public void close() {
        file.close();
    }

    private static int millis(Deadline deadline) {
        return Math.clamp(deadline.remaining().toMillis(), 0, WAIT_MILLIS_MAX);
    }
}
