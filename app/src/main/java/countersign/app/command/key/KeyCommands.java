package countersign.app.command.key;

import countersign.app.shell.Shell;

import picocli.CommandLine;

/// The commands of this package, for the command line that has them.
public final class KeyCommands {
    private KeyCommands() {}

    /// Adds those that are called as `softsign …`.
    public static CommandLine addTo(CommandLine softsign, Shell shell) {
        return softsign.addSubcommand(new EncryptCommand(shell))
                .addSubcommand(new DecryptCommand(shell))
                .addSubcommand(new VerifyKeyCommand(shell));
    }

    /// The command `keys`.
    public static CommandLine keys(Shell shell) {
        return new CommandLine(new KeysCommands(shell));
    }
}
