package countersign.provider.yubihsm;

import countersign.connection.Deadline;
import countersign.harness.yubihsm.HsmDevice;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.transport.Transport;

/// To a device in this process, with nothing in between.
public record DirectTransport(HsmDevice device) implements Transport {
    @Override
    public byte[] exchange(byte[] message, Deadline deadline) throws ProviderException {
        return device.answer(message);
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
