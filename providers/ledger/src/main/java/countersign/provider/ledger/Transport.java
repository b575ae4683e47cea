package countersign.provider.ledger;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.keyring.spi.ProviderException;

/// Carries a command to the device and its answer back, one at a time.
interface Transport extends AutoCloseable {
    /// The longest answer: data of 255 bytes and the status. The app's own have 66.
    int ANSWER_BYTES_MAX = 257;

    /// The answer, with the two bytes of its status at the end.
    Bytes exchange(Bytes command, Deadline deadline) throws ProviderException;

    @Override
    void close();
}
