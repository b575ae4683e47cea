package countersign.app.command.key;

import countersign.app.config.provider.LockSettings;
import countersign.app.config.provider.SecretSource;
import countersign.app.key.KeyFiles;
import countersign.app.key.Unlocking;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

/// The options that say what opens a key file. A passphrase itself is never one: every user of the
/// machine can read the arguments of a process.
public final class LockOptions {
    private static final String CREDENTIAL = "credential:";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "a file of mode 0600 with the passphrase, or credential:NAME; default: you are"
                            + " asked")
    private @Nullable String passphrase;

    @Option(
            names = "--identity-file",
            paramLabel = "FILE",
            description = "the age identity, for a file that `age` encrypted to a recipient")
    private @Nullable String identity;

    private LockSettings settings(Shell shell) throws Failure {
        return new LockSettings(source(passphrase, shell), source(identity, shell));
    }

    /// What was named, and the person at the terminal for the rest.
    Unlocking unlocking(Shell shell) throws Failure {
        return Unlocking.asking(new KeyFiles(shell).secrets(), settings(shell), shell);
    }

    /// What the value of `--passphrase-file` means.
    public static LockSettings passphraseOnly(@Nullable String typed, Shell shell) throws Failure {
        return new LockSettings(source(typed, shell), Optional.empty());
    }

    private static Optional<SecretSource> source(@Nullable String typed, Shell shell)
            throws Failure {
        if (typed == null) {
            return Optional.empty();
        }
        if (!typed.startsWith(CREDENTIAL)) {
            return Optional.of(new SecretSource.File(shell.resolve(Path.of(typed))));
        }
        String name = typed.substring(CREDENTIAL.length());
        if (!SecretSource.Credential.isName(name)) {
            throw Failure.usage(
                    "`" + name + "` cannot be the name of a credential",
                    "write credential:NAME as in LoadCredential=NAME:…");
        }
        return Optional.of(new SecretSource.Credential(name));
    }
}
