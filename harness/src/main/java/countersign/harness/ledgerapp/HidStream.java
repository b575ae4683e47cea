package countersign.harness.ledgerapp;

import countersign.bytes.Bytes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The device at the end of a stream of HID reports, as a `hidraw` file carries them: 65 bytes
/// towards the device, the first of them the number 0 of the report, and 64 back.
public final class HidStream implements AutoCloseable {
    private final LedgerApp app;
    private final InputStream in;
    private final OutputStream out;
    private final ReentrantLock sending = new ReentrantLock();

    public HidStream(LedgerApp app, InputStream in, OutputStream out) {
        this.app = app;
        this.in = in;
        this.out = out;
    }

    /// Answers until the stream ends or the device is unplugged.
    public void serve() throws IOException {
        HidPackets packets = new HidPackets();
        while (app.screen() != Screen.UNPLUGGED) {
            byte[] report = in.readNBytes(1 + HidPackets.PACKET_BYTES);
            if (report.length <= HidPackets.PACKET_BYTES) {
                return;
            }
            Optional<Bytes> command = packets.add(Bytes.of(report, 1, HidPackets.PACKET_BYTES));
            command.ifPresent(complete -> app.receive(complete, this::answer));
        }
    }

    /// Ends the stream: the cable is pulled.
    @Override
    public void close() throws IOException {
        try (in;
                out) {
            // Both are closed, whatever becomes of either.
        }
    }

    private void answer(Bytes answer) {
        sending.lock();
        try {
            for (Bytes packet : HidPackets.of(answer)) {
                out.write(packet.toArray());
            }
            out.flush();
        } catch (IOException gone) {
            // Nobody listens any more, and a device does not mind.
        } finally {
            sending.unlock();
        }
    }
}
