package countersign.provider.yubihsm.relay;

import countersign.connection.Deadline;
import countersign.keyring.spi.ProviderException;

/// Brings a message to the device and its answer back, between the signer's own.
public interface Relay {
    byte[] exchange(byte[] message, Deadline deadline) throws ProviderException;
}
