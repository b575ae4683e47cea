package countersign.app.key;

import countersign.app.config.provider.LockSettings;
import countersign.app.config.provider.SecretSource;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.bytes.SecretBytes;
import countersign.provider.softsign.KeyFileException;
import countersign.provider.softsign.locked.AgeIdentities;

import java.util.Arrays;
import java.util.Optional;

/// Where the passphrases and identities that open key files come from.
public final class Unlocking {
    private static final String BY_FILE = "give --passphrase-file: a file of mode 0600";

    private final Secrets secrets;
    private final LockSettings lock;
    // Whoever can be asked for a passphrase that nothing gives.
    private final Optional<Shell> asked;

    private Unlocking(Secrets secrets, LockSettings lock, Optional<Shell> asked) {
        this.secrets = secrets;
        this.lock = lock;
        this.asked = asked;
    }

    /// Nobody is asked: a signer starts without a person.
    public static Unlocking configured(Secrets secrets, LockSettings lock) {
        return new Unlocking(secrets, lock, Optional.empty());
    }

    /// The person at the terminal is asked for a passphrase where `lock` gives none.
    public static Unlocking asking(Secrets secrets, LockSettings lock, Shell shell) {
        return new Unlocking(secrets, lock, Optional.of(shell));
    }

    /// Whether anything is given that opens a file.
    boolean isEmpty() {
        return lock.isEmpty();
    }

    /// The passphrase of `file`, which the caller closes.
    SecretBytes passphrase(String file, String origin) throws Failure {
        if (lock.passphrase().isPresent()) {
            return secrets.read(lock.passphrase().get(), "the passphrase", origin);
        }
        if (asked.isPresent()) {
            return asked.get().askHidden("Passphrase of " + file + ": ", BY_FILE);
        }
        throw Failure.configuration(
                origin + file + " is locked by a passphrase, and none is configured",
                "add `passphrase_file`: a file of mode 0600, or \"credential:NAME\" for systemd's");
    }

    /// A passphrase for a new file, asked for twice where a person types it.
    public SecretBytes newPassphrase(String file) throws Failure {
        if (lock.passphrase().isPresent() || asked.isEmpty()) {
            return passphrase(file, "");
        }
        Shell shell = asked.get();
        SecretBytes first = shell.askHidden("New passphrase of " + file + ": ", BY_FILE);
        try (SecretBytes second = shell.askHidden("The same again: ", BY_FILE)) {
            if (!first.equals(second)) {
                first.close();
                throw Failure.usage("the two passphrases differ", "type the same twice");
            }
            if (!Secrets.fitsInFile(first)) {
                first.close();
                throw Failure.usage(
                        "the passphrase begins or ends with a space, or is longer than 1024 bytes",
                        "take one that can be given in a file too: a signer starts without you");
            }
        }
        return first;
    }

    /// The identities that may open `file`, which the caller closes.
    AgeIdentities identities(String file, String origin) throws Failure {
        if (lock.identity().isEmpty()) {
            throw Failure.configuration(
                    origin + file + " is encrypted to an age identity, and none is named",
                    asked.isPresent()
                            ? "name the file that `age-keygen` wrote with --identity-file"
                            : "add `identity_file`: the file that `age-keygen` wrote");
        }
        SecretSource source = lock.identity().get();
        byte[] contents = secrets.contents(source, origin);
        try {
            return AgeIdentities.parse(contents);
        } catch (KeyFileException e) {
            throw Failure.configuration(
                    origin + "cannot use the age identity: " + e.what(), e.next());
        } finally {
            Arrays.fill(contents, (byte) 0);
        }
    }
}
