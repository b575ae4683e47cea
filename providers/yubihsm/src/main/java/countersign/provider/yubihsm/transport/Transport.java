package countersign.provider.yubihsm.transport;

import countersign.connection.Deadline;
import countersign.keyring.spi.ProviderException;

/// A way to one device. Used by one thread at a time.
public interface Transport extends AutoCloseable {
    /// Sends one message and returns the answer to it, before the deadline. Fails with `UNREACHED`
    /// only where the device cannot have received the whole message, else with `BROKEN`.
    byte[] exchange(byte[] message, Deadline deadline) throws ProviderException;

    /// Never waits long, and does nothing the second time.
    @Override
    void close();
}
