package countersign.app.command.device;

import countersign.app.shell.Shell;

import picocli.CommandLine;

/// The commands of this package, for the command line that has them.
public final class DeviceCommands {
    private DeviceCommands() {}

    /// Those that are called as `ledger …`.
    public static CommandLine ledger(Shell shell) {
        return new CommandLine(new LedgerCommands(shell));
    }
}
