package countersign.app.command.yubihsm;

import countersign.app.command.ConfigOption;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which device a command is about: that of the configuration.
final class DeviceOption {
    @Mixin private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--device",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "which of the configured devices, counted from 1 with those that stand by,"
                            + " where there are several")
    private int number;

    ConfiguredDevice open(Shell shell) throws Failure {
        return ConfiguredDevice.of(config.load(shell), Math.max(0, number));
    }
}
