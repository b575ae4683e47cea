package countersign.provider.yubihsm.transport;

import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The devices that this machine's kernel knows, as it shows them in its own files.
public final class UsbDevices {
    private static final String VENDOR = "1050";
    private static final String PRODUCT = "0030";
    private static final int NUMBER_MAX = 999;
    private static final int ATTRIBUTE_BYTES_MAX = 256;

    /// More than one machine has ports for.
    private static final int DEVICES_MAX = 64;

    private final Path shown;
    private final Path nodes;

    /// Those of this machine.
    public UsbDevices() {
        this(Path.of("/sys/bus/usb/devices"), Path.of("/dev/bus/usb"));
    }

    /// `shown` holds a folder for each device, `nodes` the device files.
    UsbDevices(Path shown, Path nodes) {
        this.shown = shown;
        this.nodes = nodes;
    }

    /// A YubiHSM 2 at USB.
    ///
    /// @param serial ten digits, or whatever the device says instead
    /// @param bus the number of its USB bus
    /// @param node its device file
    public record Device(String serial, int bus, Path node) {}

    /// Every YubiHSM 2, by serial number. None where this machine shows no USB devices.
    public List<Device> list() {
        List<Device> devices = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(shown)) {
            for (Path folder : folders) {
                device(folder).ifPresent(devices::add);
                if (devices.size() == DEVICES_MAX) {
                    break;
                }
            }
        } catch (IOException noUsb) {
            return List.of();
        }
        devices.sort(Comparator.comparing(Device::serial));
        return List.copyOf(devices);
    }

    /// The one that is meant.
    Device find(DeviceAddress.Usb address) throws ProviderException {
        List<Device> all = list();
        Optional<String> serial = address.serial();
        List<Device> meant =
                all.stream()
                        .filter(device -> serial.isEmpty() || serial.get().equals(device.serial()))
                        .toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        if (meant.size() > 1) {
            throw new ProviderException(
                    Outcome.UNREACHED,
                    "there are several YubiHSMs at USB: " + serials(all),
                    "say with `serial_number` which one is meant");
        }
        throw new ProviderException(
                Outcome.UNREACHED,
                address + " is not there",
                all.isEmpty()
                        ? "plug it in; no YubiHSM is at USB"
                        : "plug it in, or correct `serial_number`; there are " + serials(all));
    }

    private static String serials(List<Device> devices) {
        return devices.stream().map(Device::serial).collect(Collectors.joining(", "));
    }

    private Optional<Device> device(Path folder) {
        if (!attribute(folder, "idVendor").equals(VENDOR)
                || !attribute(folder, "idProduct").equals(PRODUCT)) {
            return Optional.empty();
        }
        Optional<Integer> bus = number(attribute(folder, "busnum"));
        Optional<Integer> device = number(attribute(folder, "devnum"));
        if (bus.isEmpty() || device.isEmpty()) {
            return Optional.empty();
        }
        Path node =
                nodes.resolve("%03d".formatted(bus.get())).resolve("%03d".formatted(device.get()));
        return Optional.of(new Device(attribute(folder, "serial"), bus.get(), node));
    }

    /// Empty where there is none: interfaces and hubs have folders too, and devices leave.
    private static String attribute(Path folder, String name) {
        try (InputStream file = Files.newInputStream(folder.resolve(name))) {
            byte[] text = file.readNBytes(ATTRIBUTE_BYTES_MAX);
            return new String(text, StandardCharsets.US_ASCII).strip();
        } catch (IOException none) {
            return "";
        }
    }

    private static Optional<Integer> number(String text) {
        if (!text.matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text)).filter(number -> number <= NUMBER_MAX);
    }
}
