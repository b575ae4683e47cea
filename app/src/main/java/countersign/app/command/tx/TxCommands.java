package countersign.app.command.tx;

import countersign.app.shell.Shell;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `tx`.
@Command(
        name = "tx",
        mixinStandardHelpOptions = true,
        description = "Look at the transactions that accounts sign.")
public final class TxCommands {
    private TxCommands() {}

    /// The command with all below it.
    public static CommandLine of(Shell shell) {
        return new CommandLine(new TxCommands())
                .addSubcommand(new CheckCommand(shell))
                .addSubcommand(new HistoryCommand(shell));
    }
}
