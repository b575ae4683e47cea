package countersign.app.command.yubihsm;

import countersign.app.shell.Failure;
import countersign.keyring.spi.ProviderException;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What every command about a device needs.
final class Devices {
    private Devices() {}

    /// `what` could not be done, because of what the device said or did.
    static Failure failure(String what, ProviderException why) {
        return Failure.operation(what + ": " + why.what(), why.next());
    }

    /// The time as it stands in labels: `2026-11-01T12:00:00Z`.
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
