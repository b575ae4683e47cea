package countersign.app.command.yubihsm;

import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.provider.yubihsm.transport.UsbDevices;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// Which devices are at USB.
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        description = "List every YubiHSM 2 that is plugged in.")
final class DetectCommand implements Callable<Integer> {
    private final Shell shell;
    private final UsbDevices usb;

    DetectCommand(Shell shell, UsbDevices usb) {
        this.shell = shell;
        this.usb = usb;
    }

    // What guides for tmkms give it, which looks at none of it either.
    @Option(
            names = {"-c", "--config"},
            hidden = true)
    void config(Path file) {}

    @Option(
            names = {"-v", "--verbose"},
            hidden = true)
    void verbose(boolean asked) {}

    @Override
    public Integer call() throws Failure {
        List<UsbDevices.Device> devices = usb.list();
        if (devices.isEmpty()) {
            throw Failure.operation(
                    "no YubiHSM2 devices detected!",
                    "plug one in; in a container or virtual machine, pass the USB device through");
        }
        shell.out().println("Detected YubiHSM2 USB devices:");
        for (UsbDevices.Device device : devices) {
            shell.out().println("- Serial #" + device.serial() + " (bus " + device.bus() + ")");
        }
        return 0;
    }
}
