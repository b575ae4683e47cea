package countersign.provider.yubihsm.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.transport.UsbDevices.Device;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Devices as the kernel shows them.
class UsbDevicesTest {
    @TempDir private Path folder = Path.of("");
    private UsbDevices devices = new UsbDevices();

    @BeforeEach
    void find() throws IOException {
        show("usb1", "1d6b", "0002", "0000:00:1d.0");
        Files.createDirectories(folder.resolve("shown/1-2:1.0"));
        devices = new UsbDevices(folder.resolve("shown"), folder.resolve("nodes"));
    }

    private void show(String name, String vendor, String product, String serial)
            throws IOException {
        Path device = Files.createDirectories(folder.resolve("shown").resolve(name));
        Files.writeString(device.resolve("idVendor"), vendor + "\n");
        Files.writeString(device.resolve("idProduct"), product + "\n");
        Files.writeString(device.resolve("serial"), serial + "\n");
        Files.writeString(device.resolve("busnum"), "1\n");
        Files.writeString(device.resolve("devnum"), "17\n");
    }

    private Optional<ProviderException> failure(String serial) {
        Optional<String> wanted = Optional.of(serial).filter(text -> !text.isEmpty());
        try {
            devices.find(new DeviceAddress.Usb(wanted, Duration.ofSeconds(1)));
            return Optional.empty();
        } catch (ProviderException e) {
            return Optional.of(e);
        }
    }

    @Test
    void onlyYubiHsms_areListed_bySerialNumber() throws IOException {
        assertEquals(List.of(), devices.list());
        assertEquals("the YubiHSM at USB is not there", failure("").orElseThrow().what());
        show("1-2", "1050", "0030", "0000000002");
        show("1-3", "1050", "0407", "a YubiKey");
        Path node = folder.resolve("nodes/001/017");
        assertEquals(List.of(new Device("0000000002", 1, node)), devices.list());
        assertEquals(Optional.empty(), failure(""));
        assertEquals(Optional.empty(), failure("0000000002"));
        assertEquals(
                "plug it in, or correct `serial_number`; there are 0000000002",
                failure("0000000001").orElseThrow().next());
    }

    @Test
    void severalDevices_mustBeToldApart() throws IOException {
        show("1-2", "1050", "0030", "0000000002");
        show("1-1", "1050", "0030", "0000000001");
        assertEquals(2, devices.list().size());
        assertEquals(
                "there are several YubiHSMs at USB: 0000000001, 0000000002",
                failure("").orElseThrow().what());
        assertEquals(Optional.empty(), failure("0000000001"));
    }

    @Test
    void nonsenseInTheirFiles_isNoDevice() throws IOException {
        show("1-2", "1050", "0030", "0000000002");
        Files.writeString(folder.resolve("shown/1-2/devnum"), "../../etc");
        assertEquals(List.of(), devices.list());
    }

    @Test
    void missingDeviceFile_isNamed() throws IOException {
        show("1-2", "1050", "0030", "0000000002");
        DeviceAddress.Usb address = new DeviceAddress.Usb(Optional.empty(), Duration.ofSeconds(1));
        Deadline soon = Deadline.after(Duration.ofSeconds(9), Ticker.SYSTEM);
        ProviderException missing =
                assertThrows(
                        ProviderException.class, () -> UsbTransport.open(address, devices, soon));
        assertEquals(Outcome.UNREACHED, missing.outcome());
        assertEquals(
                "the YubiHSM at USB (%s) cannot be opened: opening failed: the device is gone"
                        .formatted(folder.resolve("nodes/001/017")),
                missing.what());
    }
}
