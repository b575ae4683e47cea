package countersign.app.command.yubihsm;

import countersign.app.shell.Failure;

import java.nio.charset.StandardCharsets;

/// Labels of keys, which the device keeps in 40 bytes.
final class Labels {
    private static final int BYTES_MAX = 40;

    private Labels() {}

    static String checked(String label) throws Failure {
        int bytes = label.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > BYTES_MAX) {
            throw Failure.usage(
                    "the label `%s` has %d bytes, and the device keeps %d"
                            .formatted(label, bytes, BYTES_MAX),
                    "choose a shorter one with -l");
        }
        return label;
    }
}
