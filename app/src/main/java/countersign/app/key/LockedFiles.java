package countersign.app.key;

import countersign.app.file.NewFile;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.provider.softsign.KeyFileException;
import countersign.provider.softsign.SoftKey;
import countersign.provider.softsign.locked.AgeFile;
import countersign.provider.softsign.locked.AgeRecipient;
import countersign.provider.softsign.locked.LockedKeyFile;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes key files that are locked, and tells which are.
public final class LockedFiles {
    private static final String LABEL = "key";

    private final Shell shell;

    public LockedFiles(Shell shell) {
        this.shell = shell;
    }

    /// What the person called the key, or else the name of its file.
    public static String label(@Nullable String typed, Path out) throws Failure {
        if (typed == null) {
            String name = String.valueOf(out.getFileName());
            return LockedKeyFile.isLabel(name) ? name : LABEL;
        }
        if (!LockedKeyFile.isLabel(typed)) {
            throw Failure.usage("that cannot be a label", "use 1 to 64 printable ASCII characters");
        }
        return typed;
    }

    /// Writes a key to a new file, locked by a passphrase, and only after that passphrase has
    /// opened what is written.
    public void lock(Path out, SoftKey key, String label, Unlocking unlocking) throws Failure {
        NewFile.requireAbsent(out);
        try (SecretBytes passphrase = unlocking.newPassphrase(out.toString())) {
            if (passphrase.length() < LockedKeyFile.PASSPHRASE_BYTES_MIN) {
                throw Failure.configuration(
                        "the passphrase has less than "
                                + LockedKeyFile.PASSPHRASE_BYTES_MIN
                                + " bytes",
                        "take one that nobody guesses: six random words, for instance");
            }
            Bytes contents = LockedKeyFile.lock(key, label, passphrase, new SecureRandom());
            LockedKeyFile.parse(contents.toArray()).unlock(passphrase).close();
            NewFile.create(out, contents.toArray());
        } catch (KeyFileException e) {
            throw Failure.operation("cannot open what was encrypted: " + e.what(), e.next());
        }
    }

    /// Writes a key to a new age file that any of the recipients can open.
    public void encrypt(Path out, SoftKey key, List<String> recipients) throws Failure {
        byte[] plain = key.unsafeFileContents();
        try {
            List<AgeRecipient> parsed = new ArrayList<>();
            for (String recipient : recipients) {
                parsed.add(AgeRecipient.parse(recipient));
            }
            NewFile.create(out, AgeFile.seal(plain, parsed, new SecureRandom()).toArray());
        } catch (KeyFileException e) {
            throw Failure.usage(e.what(), e.next());
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// Fails where a file is locked.
    public void requirePlain(Path file) throws Failure {
        byte[] contents = SecretFile.read(file, "");
        boolean locked = KeyOpening.isLocked(contents);
        Arrays.fill(contents, (byte) 0);
        if (locked) {
            throw Failure.configuration(
                    file + " is locked already", "open it with `softsign decrypt` first");
        }
    }

    /// In which way a key file is locked, for people.
    public String kind(Path file) throws Failure {
        byte[] contents = new KeyFiles(shell).contents(file, "");
        try {
            if (LockedKeyFile.isOne(contents)) {
                String label = LockedKeyFile.parse(contents).label();
                return "locked by a passphrase, labelled `" + label + "`";
            }
            if (AgeFile.isOne(contents)) {
                return AgeFile.parse(contents).wantsPassphrase()
                        ? "an age file, locked by a passphrase"
                        : "an age file, locked by an identity";
            }
            return "not locked";
        } catch (KeyFileException e) {
            throw Failure.configuration(
                    "cannot use the key file " + file + ": " + e.what(), e.next());
        } finally {
            Arrays.fill(contents, (byte) 0);
        }
    }
}
