package countersign.provider.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.keyring.spi.ProviderException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A copy of what the kernel shows: `class/hidraw/hidrawN/device` leads into the tree of devices,
/// to a folder below the interface's.
final class HidrawFolderTest {
    private static final String NANO_S = "0003:00002C97:00001011";

    @TempDir Path sys;

    private HidrawFolder folder = new HidrawFolder(Path.of("/"), Path.of("/"));

    @BeforeEach
    void folder() throws IOException {
        folder = new HidrawFolder(Files.createDirectories(sys.resolve("class")), Path.of("/dev"));
    }

    @Test
    void commandInterfaceOfTheOnlyLedger_isFound() throws IOException, ProviderException {
        plug(0, "0003:0000046D:0000C31C", "00");
        plug(1, NANO_S, "01");
        plug(2, NANO_S, "00");
        plug(3, "0005:00002C97:00004000", "none");

        assertEquals(Path.of("/dev/hidraw2"), folder.only());
    }

    @Test
    void noLedger_isAFailureThatSaysWhatToDo() throws IOException {
        plug(0, "0003:0000046D:0000C31C", "00");
        ProviderException failed = assertThrows(ProviderException.class, folder::only);
        assertTrue(failed.what().startsWith("there is no Ledger"), failed.what());
        assertTrue(failed.next().contains("open the Tendermint validator app"), failed.next());

        HidrawFolder none = new HidrawFolder(sys.resolve("none"), Path.of("/dev"));
        assertThrows(ProviderException.class, none::only);
    }

    @Test
    void severalLedgers_mustBeTold() throws IOException {
        plug(4, NANO_S, "00");
        plug(5, "0003:00002c97:00004011", "00");
        ProviderException failed = assertThrows(ProviderException.class, folder::only);
        assertEquals("there are several Ledgers: /dev/hidraw4, /dev/hidraw5", failed.what());
        assertTrue(failed.next().contains("`device`"), failed.next());
    }

    private void plug(int number, String id, String interfaceNumber) throws IOException {
        Path usb = sys.resolve("devices/usb" + number);
        Path hid = Files.createDirectories(usb.resolve("hid"));
        if (!interfaceNumber.equals("none")) {
            Files.writeString(usb.resolve("bInterfaceNumber"), interfaceNumber + "\n");
        }
        Files.writeString(hid.resolve("uevent"), "DRIVER=hid-generic\nHID_ID=" + id + "\n");
        Path entry = Files.createDirectories(sys.resolve("class/hidraw" + number));
        Files.createSymbolicLink(entry.resolve("device"), hid);
    }
}
