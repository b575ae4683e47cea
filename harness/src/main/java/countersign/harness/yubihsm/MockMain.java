package countersign.harness.yubihsm;

import java.io.IOException;
import java.security.SecureRandom;

/// A device for foreign clients, until standard input ends:
///
///     java -m countersign.harness/countersign.harness.yubihsm.MockMain PORT [SERIAL [FIRMWARE]]
///
/// Prints one line when its connector listens.
public final class MockMain {
    private MockMain() {}

    /// Port 0 takes a free one.
    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        long serial = arguments.length > 1 ? Long.parseLong(arguments[1]) : 12_345_678;
        String firmware = arguments.length > 2 ? arguments[2] : "2.4.0";
        HsmSetup setup = new HsmSetup(serial, firmware, new SecureRandom(), System::nanoTime);
        try (MockYubiHsm mock = MockYubiHsm.start(setup, port)) {
            System.out.println("listening http://127.0.0.1:" + mock.port());
            // Whoever started it says with the end of its input that it is done.
            int next;
            do {
                next = System.in.read();
            } while (next >= 0);
        }
    }
}
