package countersign.provider.softsign.locked;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.consensus.PublicKey;
import countersign.provider.softsign.KeyFileException;
import countersign.provider.softsign.SoftKey;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A key file that a passphrase opens: Argon2id and AES-256-GCM. docs/key-file.md has the format.
///
/// The header can be read without the passphrase. It counts only once the file is unlocked: anybody
/// can write any public key into a file that he cannot open.
public final class LockedKeyFile {
    /// A file has less than 512.
    public static final int BYTES_MAX = 1024;

    /// What is shorter is guessed, whatever a guess costs.
    public static final int PASSPHRASE_BYTES_MIN = 8;

    private static final Bytes MAGIC =
            Bytes.of(LockedHeader.MAGIC.getBytes(StandardCharsets.US_ASCII));

    private final LockedHeader header;
    private final Bytes sealed;

    private LockedKeyFile(LockedHeader header, Bytes sealed) {
        this.header = header;
        this.sealed = sealed;
    }

    /// Whether a file is meant to be one, of whatever version.
    public static boolean isOne(byte[] contents) {
        return contents.length >= MAGIC.length()
                && Bytes.of(contents, 0, MAGIC.length()).equals(MAGIC);
    }

    /// Whether text can be a label: 1 to 64 printable ASCII characters, no space at either end.
    public static boolean isLabel(String text) {
        return LockedHeader.LABEL.matcher(text).matches();
    }

    /// Reads a file, without opening it. Accepts only what [#lock] writes, byte for byte.
    public static LockedKeyFile parse(byte[] contents) throws KeyFileException {
        if (contents.length > BYTES_MAX) {
            throw LockedHeader.changed("it has more than " + BYTES_MAX + " bytes");
        }
        String text = new String(contents, StandardCharsets.ISO_8859_1);
        List<String> lines = List.of(text.split("\n", -1));
        int header = Math.min(lines.size(), LockedHeader.LINES);
        LockedHeader parsed = LockedHeader.parse(lines.subList(0, header));
        if (lines.size() != LockedHeader.LINES + 2 || !lines.getLast().isEmpty()) {
            throw LockedHeader.changed("it does not end with one line of base64");
        }
        String body = lines.get(LockedHeader.LINES);
        LockedKeyFile file = new LockedKeyFile(parsed, sealed(body));
        if (!file.text().equals(text)) {
            throw LockedHeader.changed("its last line is written otherwise than it should be");
        }
        return file;
    }

    /// The contents of a new file for `key`. The passphrase must have [#PASSPHRASE_BYTES_MIN].
    public static Bytes lock(
            SoftKey key, String label, SecretBytes passphrase, SecureRandom random) {
        return lock(key, label, passphrase, random, Argon2Cost.OURS);
    }

    static Bytes lock(
            SoftKey key,
            String label,
            SecretBytes passphrase,
            SecureRandom random,
            Argon2Cost cost) {
        LockedHeader header =
                new LockedHeader(
                        key.publicKey(),
                        label,
                        cost,
                        random(random, LockedHeader.SALT_BYTES),
                        random(random, Aead.NONCE_BYTES));
        byte[] secret = key.unsafeSecret();
        byte[] locking = cost.key(passphrase, header.salt());
        try {
            Bytes sealed =
                    Aead.AES_256_GCM.seal(locking, header.nonce(), header.associated(), secret);
            String text = new LockedKeyFile(header, sealed).text();
            return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(locking, (byte) 0);
        }
    }

    /// The public key that the file claims.
    public PublicKey publicKey() {
        return header.key();
    }

    public String label() {
        return header.label();
    }

    /// The key, whose public key is the one that the file claims.
    public SoftKey unlock(SecretBytes passphrase) throws KeyFileException {
        byte[] locking = header.cost().key(passphrase, header.salt());
        Optional<byte[]> opened;
        try {
            opened = Aead.AES_256_GCM.open(locking, header.nonce(), header.associated(), sealed);
        } finally {
            Arrays.fill(locking, (byte) 0);
        }
        byte[] secret = opened.orElseThrow(LockedKeyFile::wrongPassphrase);
        try {
            SoftKey key = SoftKey.ofSecret(header.key().type(), secret);
            if (!key.publicKey().equals(header.key())) {
                key.close();
                throw new KeyFileException(
                        "keypair mismatch: the public key of the file is another key's",
                        "whoever wrote this file had its passphrase: look for the right file");
            }
            return key;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "LockedKeyFile(" + header.key().value() + ")";
    }

    /// One error for both: the cipher cannot tell them apart.
    static KeyFileException wrongPassphrase() {
        return new KeyFileException(
                "the passphrase is wrong, or the file was changed",
                "try the passphrase with `softsign verify`, and another copy of the file");
    }

    private String text() {
        return header.text() + LockedHeader.base64(sealed) + "\n";
    }

    private static Bytes sealed(String body) throws KeyFileException {
        try {
            return Bytes.of(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            throw LockedHeader.changed("its last line is not base64");
        }
    }

    private static Bytes random(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
