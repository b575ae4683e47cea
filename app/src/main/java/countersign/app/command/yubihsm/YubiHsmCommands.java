package countersign.app.command.yubihsm;

import countersign.app.shell.Shell;
import countersign.provider.yubihsm.transport.UsbDevices;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command `yubihsm` and all below it, for the command line that has them.
public final class YubiHsmCommands {
    private YubiHsmCommands() {}

    /// All of them.
    public static CommandLine of(Shell shell) {
        CommandLine keys =
                new CommandLine(new Keys())
                        .addSubcommand(new GenerateCommand(shell))
                        .addSubcommand(new ImportCommand(shell))
                        .addSubcommand(new ListCommand(shell))
                        .addSubcommand(new ExportCommand(shell));
        return new CommandLine(new Device())
                .addSubcommand(new DetectCommand(shell, new UsbDevices()))
                .addSubcommand(new SetupCommand(shell))
                .addSubcommand(new TestCommand(shell))
                .addSubcommand(keys);
    }

    /// A YubiHSM 2.
    @Command(
            name = "yubihsm",
            mixinStandardHelpOptions = true,
            description = "Set up a YubiHSM 2, and make, list, back up and bring back its keys.")
    static final class Device {}

    /// Its keys.
    @Command(
            name = "keys",
            mixinStandardHelpOptions = true,
            description = "Make, list, back up and bring back keys.")
    static final class Keys {}
}
