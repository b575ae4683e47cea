package countersign.app.command.key;

import countersign.app.command.Operands;
import countersign.app.key.KeyFiles;
import countersign.app.key.LockedFiles;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.consensus.KeyText;
import countersign.provider.softsign.SoftKey;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/// Opens a key file, to see that it opens.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Open the key file FILE, locked or not, and print its public key.")
final class VerifyKeyCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final Operands operands = new Operands();
    @Mixin private final LockOptions lock = new LockOptions();
    @Mixin private final HeldType held = new HeldType();

    VerifyKeyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        Path file = operands.exactly(shell, "FILE").getFirst();
        String kind = new LockedFiles(shell).kind(file);
        try (SoftKey key = new KeyFiles(shell).read(file, held.keyType(), lock.unlocking(shell))) {
            shell.status("Opened", file + ": " + kind);
            shell.status("Public key", KeyText.cosmosJson(key.publicKey()));
            shell.status("Address", key.publicKey().address().upperHex());
        }
        return 0;
    }
}
