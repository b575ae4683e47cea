package countersign.app.command.state;

import countersign.app.shell.Shell;

import picocli.CommandLine;

/// The commands of this package, for the command line that has them.
public final class LifeCommands {
    private LifeCommands() {}

    /// Adds those that are called as `state …`.
    public static CommandLine addTo(CommandLine state, Shell shell) {
        return state.addSubcommand(new VerifyCommand(shell))
                .addSubcommand(new LowerCommand(shell))
                .addSubcommand(new ExportCommand(shell))
                .addSubcommand(new ImportCommand(shell));
    }

    /// The command `migrate`.
    public static CommandLine migrate(Shell shell) {
        return new CommandLine(new MigrateCommand(shell));
    }
}
