package countersign.provider.yubihsm.transport;

import countersign.connection.Deadline;
import countersign.keyring.spi.ProviderException;

/// Finds devices.
public interface Transports {
    /// Those that are really there.
    Transports REAL = Transports::real;

    /// The way to the device at `address`.
    Transport open(DeviceAddress address, Deadline deadline) throws ProviderException;

    private static Transport real(DeviceAddress address, Deadline deadline)
            throws ProviderException {
        return switch (address) {
            case DeviceAddress.Connector connector -> new HttpTransport(connector);
            case DeviceAddress.Usb usb -> UsbTransport.open(usb, new UsbDevices(), deadline);
        };
    }
}
