package countersign.provider.yubihsm.transport;

import countersign.connection.Deadline;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.wire.Frame;

import java.io.IOException;
import java.time.Duration;

/// A device at USB: one message is one transfer, and so is its answer.
final class UsbTransport implements Transport {
    private static final int PACKET_BYTES = 64;

    /// What an earlier process left unread is there at once.
    private static final Duration STALE_MAX = Duration.ofMillis(1);

    private final DeviceAddress.Usb address;
    private final BulkPipe pipe;

    UsbTransport(DeviceAddress.Usb address, BulkPipe pipe) {
        this.address = address;
        this.pipe = pipe;
        drain();
    }

    /// Finds the device and claims it for this process.
    static UsbTransport open(DeviceAddress.Usb address, UsbDevices devices, Deadline deadline)
            throws ProviderException {
        UsbDevices.Device device = devices.find(address);
        try {
            return new UsbTransport(address, Usbdevfs.claim(device.node()));
        } catch (BulkPipe.UsbException e) {
            throw new ProviderException(
                    Outcome.UNREACHED,
                    "%s (%s) cannot be opened: %s"
                            .formatted(address, device.node(), e.getMessage()),
                    next(e.errno()),
                    e);
        }
    }

    @Override
    public byte[] exchange(byte[] message, Deadline deadline) throws ProviderException {
        send(message, limit(deadline));
        try {
            return pipe.receive(Frame.BYTES_MAX, limit(deadline));
        } catch (IOException e) {
            throw new ProviderException(
                    Outcome.BROKEN,
                    "%s gave no answer: %s".formatted(address, e.getMessage()),
                    "see whether it is still plugged in; plug it in anew if it hangs",
                    e);
        }
    }

    @Override
    public void close() {
        pipe.close();
    }

    private void send(byte[] message, Duration limit) throws ProviderException {
        try {
            pipe.send(message, limit);
            if (message.length % PACKET_BYTES == 0) {
                // The device knows a transfer's end by a packet that is not full.
                pipe.send(new byte[0], limit);
            }
        } catch (IOException e) {
            throw new ProviderException(
                    Outcome.BROKEN,
                    "%s does not take a message: %s".formatted(address, e.getMessage()),
                    "see whether it is still plugged in; plug it in anew if it hangs",
                    e);
        }
    }

    private Duration limit(Deadline deadline) throws ProviderException {
        Duration left = deadline.remaining();
        if (!left.isPositive()) {
            throw new ProviderException(
                    Outcome.BROKEN,
                    "there was no time left to ask " + address,
                    "it, or this machine, is too busy or too slow; see with what");
        }
        return left.compareTo(address.answerMax()) > 0 ? address.answerMax() : left;
    }

    /// An answer that nobody waited for would be taken for that to our first message.
    private void drain() {
        try {
            pipe.receive(Frame.BYTES_MAX, STALE_MAX);
        } catch (IOException nothingThere) {
            // As it should be. If the device is gone, the first message shows it.
            return;
        }
    }

    private static String next(int errno) {
        return switch (errno) {
            case Errno.EBUSY ->
                    "end what else uses it: another signer, a yubihsm-connector, yubihsm-shell";
            case Errno.EACCES ->
                    "give the signer's user the device by a udev rule; see"
                            + " docs/providers/yubihsm.md";
            default -> "plug it in anew, then try again";
        };
    }
}
