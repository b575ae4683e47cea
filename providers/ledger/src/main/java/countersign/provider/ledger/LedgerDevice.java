package countersign.provider.ledger;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/// Which device is meant.
public sealed interface LedgerDevice {
    /// The only Ledger that is plugged in.
    record Only() implements LedgerDevice {}

    /// The one behind this file, `/dev/hidrawN` or a link to it.
    record File(Path path) implements LedgerDevice {}

    /// Speculos, Ledger's emulator, by its port for commands. An unresolved address is resolved
    /// whenever it is dialled.
    record Speculos(InetSocketAddress address) implements LedgerDevice {}
}
