package countersign.app.key;

import countersign.app.config.provider.SecretSource;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.bytes.Bug;
import countersign.bytes.SecretBytes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads passwords, PINs and passphrases from where the configuration says they are.
public final class Secrets {
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

    /// A mnemonic of 24 words, which is the longest password in use, has some 200 bytes.
    private static final int BYTES_MAX = 1024;

    private final Shell shell;
    private final KeyFiles files;

    public Secrets(Shell shell, KeyFiles files) {
        this.shell = shell;
        this.files = files;
    }

    /// The secret without the white space around it, which the caller must close. `what` is what it
    /// is called in a failure, with its article: `the PIN`; `origin` stands in front of one.
    public SecretBytes read(SecretSource source, String what, String origin) throws Failure {
        return switch (source) {
            case SecretSource.Inline inline -> SecretBytes.take(inline.text().unsafeExport());
            case SecretSource.Variable(String name) -> variable(name, what, origin);
            case SecretSource.File _, SecretSource.Credential _ ->
                    trimmed(contents(source, origin), what, origin);
        };
    }

    /// The contents of a file or credential as they are, which the caller wipes.
    byte[] contents(SecretSource source, String origin) throws Failure {
        return switch (source) {
            case SecretSource.File(Path path) -> files.contents(path, origin);
            // systemd gives it to this service alone, with a mode of its own choosing.
            case SecretSource.Credential(String name) ->
                    SecretFile.read(credential(name, origin), origin);
            case SecretSource.Inline _, SecretSource.Variable _ ->
                    throw new Bug("a file is configured as a file or as a credential");
        };
    }

    /// The file in which systemd hands a credential to this service.
    public Path credential(String name, String origin) throws Failure {
        String folder = shell.variables().getOrDefault(CREDENTIALS, "");
        if (folder.isEmpty()) {
            throw Failure.configuration(
                    origin + "there is no credential " + name + ": no $" + CREDENTIALS + " is set",
                    "systemd sets it for a service with LoadCredential=" + name + ":/path/to/file");
        }
        return Path.of(folder).resolve(name);
    }

    private SecretBytes variable(String name, String what, String origin) throws Failure {
        String text = shell.variables().getOrDefault(name, "");
        return trimmed(text.getBytes(StandardCharsets.UTF_8), what, origin);
    }

    /// Wipes what it is given.
    private static SecretBytes trimmed(byte[] text, String what, String origin) throws Failure {
        try {
            int from = 0;
            int to = text.length;
            while (from < to && isSpace(text[from])) {
                from++;
            }
            while (to > from && isSpace(text[to - 1])) {
                to--;
            }
            if (from == to) {
                throw Failure.configuration(
                        origin + what + " is empty", "write it where the configuration says it is");
            }
            if (to - from > BYTES_MAX) {
                throw Failure.configuration(
                        origin + what + " is longer than " + BYTES_MAX + " bytes",
                        "this is hardly the right file; check the path");
            }
            return SecretBytes.take(Arrays.copyOfRange(text, from, to));
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /// Whether a secret that somebody typed can be given in a file as well: there, the white space
    /// around it does not count.
    static boolean fitsInFile(SecretBytes typed) {
        byte[] text = typed.unsafeExport();
        try {
            return text.length <= BYTES_MAX && !isSpace(text[0]) && !isSpace(text[text.length - 1]);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static boolean isSpace(byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
    }
}
