package countersign.app.key;

import countersign.app.config.provider.LockSettings;
import countersign.app.config.provider.SecretSource;
import countersign.app.config.provider.SoftKeyFormat;
import countersign.app.file.NewFile;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.bytes.Bug;
import countersign.bytes.SecretBytes;
import countersign.connection.secret.ConnectionKey;
import countersign.consensus.KeyType;
import countersign.provider.softsign.KeyFileException;
import countersign.provider.softsign.SoftKey;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/// Reads key files into keys and writes new ones.
///
/// A file that others can read is refused, or, under the name tmkms, warned of.
public final class KeyFiles {
    private static final int SEED_BYTES = 32;

    private final Shell shell;

    public KeyFiles(Shell shell) {
        this.shell = shell;
    }

    /// Where passwords and passphrases are read.
    public Secrets secrets() {
        return new Secrets(shell, this);
    }

    /// Prints a warning.
    public void warn(String what) {
        shell.warn(what);
    }

    /// A private key, of a file that may be locked; whether it is, its contents say. `origin`
    /// stands in front of errors and says where the file is configured; it may be empty.
    public SoftKey read(SecretSource place, KeyForm form, Unlocking unlocking, String origin)
            throws Failure {
        String name =
                switch (place) {
                    case SecretSource.File(Path path) -> path.toString();
                    case SecretSource.Credential(String credential) -> "credential:" + credential;
                    case SecretSource.Inline _, SecretSource.Variable _ ->
                            throw new Bug("a key is in a file or in a credential");
                };
        byte[] contents = secrets().contents(place, origin);
        try {
            SoftKey key = new KeyOpening(form, unlocking, name, origin).open(contents);
            if (!KeyOpening.isLocked(contents) && !unlocking.isEmpty()) {
                shell.warn(origin + name + " is not locked, though it is configured what opens it");
            }
            if (!key.warning().isEmpty()) {
                shell.warn(origin + name + ": " + key.warning());
            }
            return key;
        } catch (KeyFileException e) {
            throw Failure.configuration(
                    origin + "cannot use the key file " + name + ": " + e.what(), e.next());
        } finally {
            Arrays.fill(contents, (byte) 0);
        }
    }

    /// A private key of a file that nobody configured a passphrase for.
    public SoftKey read(Path file, SoftKeyFormat format, KeyType type, String origin)
            throws Failure {
        Unlocking nothing = Unlocking.configured(secrets(), LockSettings.NONE);
        return read(new SecretSource.File(file), new KeyForm(format, type), nothing, origin);
    }

    /// A private key in whichever format the file has.
    public SoftKey read(Path file, KeyType type) throws Failure {
        return read(file, format(file), type, "");
    }

    /// A private key in whichever format the file has, locked or not.
    public SoftKey read(Path file, KeyType type, Unlocking unlocking) throws Failure {
        KeyForm form = new KeyForm(format(file), type);
        return read(new SecretSource.File(file), form, unlocking, "");
    }

    private static SoftKeyFormat format(Path file) throws Failure {
        byte[] contents = SecretFile.read(file, "");
        boolean json = contents.length > 0 && contents[0] == '{';
        Arrays.fill(contents, (byte) 0);
        return json ? SoftKeyFormat.JSON : SoftKeyFormat.BASE64;
    }

    /// The key of a secret connection, which is the base64 of a 32-byte seed.
    public ConnectionKey readConnectionKey(Path file, String origin) throws Failure {
        try (SoftKey key = read(file, SoftKeyFormat.BASE64, KeyType.ED25519, origin)) {
            byte[] seed = key.unsafeSecret();
            if (seed.length != SEED_BYTES) {
                Arrays.fill(seed, (byte) 0);
                throw Failure.configuration(
                        origin + file + " holds an expanded key, which no connection can use",
                        "make a connection key with `softsign keygen`");
            }
            try (SecretBytes secret = SecretBytes.take(seed)) {
                return ConnectionKey.ofSeed(secret);
            }
        }
    }

    /// Writes a new random key to a new file.
    public void generate(Path file, KeyType type) throws Failure {
        try (SoftKey key = SoftKey.generate(type, new SecureRandom())) {
            write(file, key);
        }
    }

    /// Writes a key in tmkms' format to a new file.
    public void write(Path file, SoftKey key) throws Failure {
        byte[] contents = key.unsafeFileContents();
        try {
            NewFile.create(file, contents);
        } finally {
            Arrays.fill(contents, (byte) 0);
        }
    }

    /// A secret file's contents, which the caller must wipe, where nobody else can read it.
    byte[] contents(Path file, String origin) throws Failure {
        byte[] contents = SecretFile.read(file, origin);
        if (SecretFile.isOpenToOthers(file)) {
            String what = origin + "the key file " + file + " can be read by others";
            String next = "chmod 600 " + file;
            switch (shell.persona()) {
                case COUNTERSIGN -> {
                    Arrays.fill(contents, (byte) 0);
                    throw Failure.configuration(what, next);
                }
                case TMKMS -> shell.warn(what + ": " + next);
            }
        }
        return contents;
    }
}
