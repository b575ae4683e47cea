package countersign.provider.ledger;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;

import java.io.IOException;
import java.util.Optional;

/// A HID device's reports, one at a time.
interface Reports extends AutoCloseable {
    /// Sends a packet. What the system waits for here is the device's controller, a few seconds at
    /// most, and no deadline of ours ends that.
    void send(Bytes packet) throws IOException;

    /// The next packet, or empty where none comes in time. A deadline that has passed gives what
    /// has come already.
    Optional<Bytes> receive(Deadline deadline) throws IOException;

    @Override
    void close();
}
