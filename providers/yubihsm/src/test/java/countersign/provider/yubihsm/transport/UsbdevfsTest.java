package countersign.provider.yubihsm.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import countersign.provider.yubihsm.transport.BulkPipe.UsbException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What the kernel is given, by the numbers of `linux/usbdevice_fs.h` on 64-bit machines.
class UsbdevfsTest {
    @Test
    void requests_areTheKernels() {
        assertEquals(0xc0185502L, Usbdevfs.BULK_REQUEST);
        assertEquals(0x8004550fL, Usbdevfs.CLAIM_REQUEST);
        assertEquals(0x80045510L, Usbdevfs.RELEASE_REQUEST);
    }

    @Test
    void transfer_isLaidOutAsTheKernelReadsIt() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(9);
            MemorySegment argument =
                    Usbdevfs.bulkArgument(0x81, data, 9, Duration.ofMillis(1500), arena);
            assertEquals(24, argument.byteSize());
            assertEquals(0x81, argument.get(ValueLayout.JAVA_INT, 0));
            assertEquals(9, argument.get(ValueLayout.JAVA_INT, 4));
            assertEquals(1500, argument.get(ValueLayout.JAVA_INT, 8));
            assertEquals(data.address(), argument.get(ValueLayout.ADDRESS, 16).address());
            MemorySegment atOnce = Usbdevfs.bulkArgument(1, data, 9, Duration.ofNanos(1), arena);
            assertEquals(1, atOnce.get(ValueLayout.JAVA_INT, 8), "0 would be for ever");
        }
    }

    /// 25 is ENOTTY: the kernel was asked, and the file is none of a device.
    @Test
    void plainFile_isNoDevice(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("017"));
        UsbException refused = assertThrows(UsbException.class, () -> Usbdevfs.claim(file));
        assertEquals(25, refused.errno());
        UsbException missing =
                assertThrows(UsbException.class, () -> Usbdevfs.claim(folder.resolve("018")));
        assertEquals(Errno.ENOENT, missing.errno());
    }
}
