package countersign.app.command.device;

import countersign.app.command.ConfigOption;
import countersign.app.command.Home;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.consensus.Hrs;
import countersign.consensus.Step;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A Ledger with the Tendermint validator app.
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Prepare a Ledger with the Tendermint validator app.")
final class LedgerCommands {
    private final Shell shell;

    LedgerCommands(Shell shell) {
        this.shell = shell;
    }

    @Command(
            name = "init",
            aliases = "initialise",
            mixinStandardHelpOptions = true,
            description =
                    "Set the height and round from which the Ledger signs, before the signer"
                        + " starts: signs a proposal of no block there, which a person confirms at"
                        + " the device. Nothing at or below it is signed any more. The signer must"
                        + " not be running.")
    int init(
            @Mixin ConfigOption config,
            @Option(
                            names = {"-H", "--height"},
                            required = true,
                            paramLabel = "H",
                            description = "a height that is still to come")
                    long height,
            @Option(
                            names = {"-r", "--round"},
                            defaultValue = "0",
                            paramLabel = "R",
                            description = "default: ${DEFAULT-VALUE}")
                    int round)
            throws Failure {
        if (height < 1 || round < 0) {
            throw Failure.usage(
                    "a height is 1 or more, and a round 0 or more",
                    "name the height that the chain comes to next");
        }
        Home home = config.load(shell);
        new FirstProposal(shell, home).sign(new Hrs(height, round, Step.PROPOSE));
        shell.out()
                .println(
                        "Successfully called the init command with height %d, and round %d"
                                .formatted(height, round));
        return 0;
    }
}
