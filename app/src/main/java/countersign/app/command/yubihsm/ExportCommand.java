package countersign.app.command.yubihsm;

import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.workbench.Workbench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/// Writes an encrypted backup of a key.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Write a backup of a key to PATH, which must not exist. It is encrypted under a"
                        + " wrap key, and the 24 words of the setup give that key back.")
final class ExportCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final DeviceOption device = new DeviceOption();
    @Mixin private final WrapKeyOption wrapKey = new WrapKeyOption();

    @Option(
            names = {"-i", "--id"},
            required = true,
            paramLabel = "ID",
            description = "the key to back up")
    private String id = "";

    @Parameters(paramLabel = "PATH")
    private Path path = Path.of("");

    ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        int key = ObjectIds.of(id, "key ID");
        int wrap = wrapKey.id();
        Path file = shell.resolve(path);
        BackupFile.requireFree(file);
        try (Workbench bench = device.open(shell).workbench()) {
            BackupFile.write(file, bench.export(wrap, key));
        } catch (ProviderException e) {
            throw Devices.failure(
                    "couldn't export key %d under wrap key %d".formatted(key, wrap), e);
        }
        shell.status(
                "Exported",
                "key %s (encrypted under wrap key %s) to %s"
                        .formatted(ObjectIds.text(key), ObjectIds.text(wrap), path));
        return 0;
    }
}
