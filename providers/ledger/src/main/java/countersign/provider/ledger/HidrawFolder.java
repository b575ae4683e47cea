package countersign.provider.ledger;

import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds Ledgers among the system's HID devices: by the vendor `2c97`, and of the several
/// interfaces that one Ledger has, the first, which is the one for commands.
///
/// @param folder the kernel's list, `/sys/class/hidraw`
/// @param devices where their files are, `/dev`
record HidrawFolder(Path folder, Path devices) {
    static final HidrawFolder SYSTEM =
            new HidrawFolder(Path.of("/sys/class/hidraw"), Path.of("/dev"));

    private static final String LEDGER = "00002C97";
    private static final String COMMANDS = "00";
    private static final int DEVICES_MAX = 256;
    private static final int FILE_BYTES_MAX = 4096;

    /// The file of the only Ledger that is plugged in.
    Path only() throws ProviderException {
        List<Path> found = ledgers();
        if (found.isEmpty()) {
            throw new ProviderException(
                    Outcome.UNREACHED,
                    "there is no Ledger: none of the devices in " + folder + " is one",
                    "plug it in, enter its PIN and open the Tendermint validator app");
        }
        if (found.size() > 1) {
            throw new ProviderException(
                    "there are several Ledgers: "
                            + found.stream().map(Path::toString).collect(Collectors.joining(", ")),
                    "leave only one plugged in, or name its file with `device`");
        }
        return found.getFirst();
    }

    private List<Path> ledgers() throws ProviderException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path device : all.sorted().limit(DEVICES_MAX).toList()) {
                if (isLedger(device.resolve("device"))) {
                    found.add(devices.resolve(device.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new ProviderException(
                    Outcome.UNREACHED,
                    "cannot look for a Ledger in " + folder + ": " + e.getMessage(),
                    "name the device's file with `device`",
                    e);
        }
        return found;
    }

    /// A device that goes away while it is looked at is none.
    private static boolean isLedger(Path device) {
        try {
            Path real = device.toRealPath();
            boolean ours =
                    text(real.resolve("uevent"))
                            .lines()
                            .filter(line -> line.startsWith("HID_ID="))
                            .map(line -> line.toUpperCase(Locale.ROOT).split(":", -1))
                            .anyMatch(id -> id.length == 3 && id[1].equals(LEDGER));
            return ours && text(real.resolve("../bInterfaceNumber")).strip().equals(COMMANDS);
        } catch (IOException gone) {
            return false;
        }
    }

    private static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(FILE_BYTES_MAX), StandardCharsets.UTF_8);
        }
    }
}
