package countersign.app.command;

import countersign.app.command.key.LockOptions;
import countersign.app.config.provider.KeyRole;
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
import java.security.SecureRandom;
import java.util.concurrent.Callable;

/// Makes a key file. `softsign keygen`; alone as tmkms 0.5 had it, and as guides still call it.
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = "Write a new random key to PATH, which must not exist.")
final class KeygenCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final Operands operands = new Operands();

    @Option(
            names = {"-t", "--type"},
            paramLabel = "TYPE",
            defaultValue = "consensus",
            description =
                    "consensus (Ed25519, for connections too) or account (secp256k1); default:"
                            + " ${DEFAULT-VALUE}")
    private String type = "consensus";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "lock the key by the passphrase in this file, or credential:NAME")
    private @Nullable String passphrase;

    KeygenCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        Path file = operands.exactly(shell, "PATH").getFirst();
        KeyRole role = KeyRoles.ofWord(type);
        KeyFiles files = new KeyFiles(shell);
        if (passphrase == null) {
            files.generate(file, role.keyType());
        } else {
            generateLocked(file, role, files);
        }
        shell.status("Generated", KeyRoles.title(role) + " private key at: " + file);
        if (role == KeyRole.CONSENSUS && String.valueOf(file.getFileName()).contains("account")) {
            shell.hint("this is a key for votes; the key of an account is made with -t account");
        }
        return 0;
    }

    private void generateLocked(Path file, KeyRole role, KeyFiles files) throws Failure {
        Unlocking unlocking =
                Unlocking.configured(
                        files.secrets(), LockOptions.passphraseOnly(passphrase, shell));
        try (SoftKey key = SoftKey.generate(role.keyType(), new SecureRandom())) {
            new LockedFiles(shell).lock(file, key, LockedFiles.label(null, file), unlocking);
        }
    }
}
