package countersign.app.command.key;

import countersign.app.command.Operands;
import countersign.app.key.KeyFiles;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.provider.softsign.SoftKey;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// Writes the key of a locked file in plain, into a new one.
@Command(
        name = "decrypt",
        mixinStandardHelpOptions = true,
        description =
                "Write the key of the locked key file IN, in plain, to OUT, which must not exist.")
final class DecryptCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final Operands operands = new Operands();
    @Mixin private final LockOptions lock = new LockOptions();
    @Mixin private final HeldType held = new HeldType();

    DecryptCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        List<Path> paths = operands.exactly(shell, "IN OUT");
        KeyFiles files = new KeyFiles(shell);
        Path out = paths.getLast();
        try (SoftKey key = files.read(paths.getFirst(), held.keyType(), lock.unlocking(shell))) {
            files.write(out, key);
            shell.status("Decrypted", key.publicKey().type().cometName() + " key to " + out);
        }
        shell.hint("whoever reads " + out + " has the key: delete it as soon as you can");
        return 0;
    }
}
