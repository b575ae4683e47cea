package countersign.app.command.key;

import countersign.app.command.Operands;
import countersign.app.key.KeyFiles;
import countersign.app.key.LockedFiles;
import countersign.app.key.Unlocking;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.provider.softsign.SoftKey;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// Locks a key file, into a new one.
@Command(
        name = "encrypt",
        mixinStandardHelpOptions = true,
        description =
                "Write the key of the key file IN, encrypted, to OUT, which must not exist: by a"
                        + " passphrase, or to age recipients.")
final class EncryptCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final Operands operands = new Operands();
    @Mixin private final HeldType held = new HeldType();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "a file of mode 0600 with the passphrase, or credential:NAME; default: you are"
                            + " asked")
    private @Nullable String passphrase;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            description = "what the key is called, for people; default: the name of OUT")
    private @Nullable String label;

    @Option(
            names = {"-r", "--recipient"},
            paramLabel = "AGE1…",
            description = "write an age file to this recipient; may be given several times")
    private List<String> recipients = List.of();

    EncryptCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        List<Path> paths = operands.exactly(shell, "IN OUT");
        Path in = paths.getFirst();
        Path out = paths.getLast();
        KeyFiles files = new KeyFiles(shell);
        LockedFiles locked = new LockedFiles(shell);
        locked.requirePlain(in);
        try (SoftKey key = files.read(in, held.keyType())) {
            if (recipients.isEmpty()) {
                Unlocking unlocking =
                        Unlocking.asking(
                                files.secrets(),
                                LockOptions.passphraseOnly(passphrase, shell),
                                shell);
                locked.lock(out, key, LockedFiles.label(label, out), unlocking);
            } else {
                requireNoneElse();
                locked.encrypt(out, key, recipients);
            }
            shell.status("Encrypted", key.publicKey().type().cometName() + " key to " + out);
        }
        shell.hint(
                in
                        + " still holds the key as it was. Once `softsign verify` opens "
                        + out
                        + " and the configuration names it, keep a copy of the passphrase or"
                        + " identity elsewhere and delete the old file, as with `shred -u`");
        return 0;
    }

    private void requireNoneElse() throws Failure {
        if (passphrase != null || label != null) {
            throw Failure.usage(
                    "an age file has neither passphrase nor label here",
                    "leave out --recipient, or the others");
        }
    }
}
