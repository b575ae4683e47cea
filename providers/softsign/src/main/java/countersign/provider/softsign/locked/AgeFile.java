package countersign.provider.softsign.locked;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.provider.softsign.KeyFileException;
import countersign.provider.softsign.SoftKey;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A file of the program `age`, with a key file in it: <https://age-encryption.org/v1>, for X25519
/// identities and for passphrases, binary or armored, of one chunk.
///
/// Read by us and not by a library: that would leave what it decrypts on the heap, and take a
/// quarter of a gigabyte of it for a passphrase.
public final class AgeFile {
    /// 256 MiB, what `age` itself writes.
    public static final int SCRYPT_LOG_N_MAX = 18;

    private static final String ARMOR = "-----BEGIN AGE ENCRYPTED FILE-----";
    private static final String ARMOR_END = "-----END AGE ENCRYPTED FILE-----";
    private static final int NONCE_BYTES = 16;
    private static final int SALT_BYTES = 16;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final AgeHeader header;
    private final Optional<AgeHeader.Stanza> scrypt;
    private final Bytes body;

    private AgeFile(AgeHeader header, Bytes body) throws KeyFileException {
        this.header = header;
        this.scrypt = header.scrypt();
        this.body = body;
    }

    /// Whether a file is meant to be one, of whatever version.
    public static boolean isOne(byte[] contents) {
        String begin =
                new String(contents, 0, Math.min(64, contents.length), StandardCharsets.ISO_8859_1);
        return begin.startsWith("age-encryption.org/") || begin.startsWith(ARMOR);
    }

    /// Reads the header, without opening the file.
    public static AgeFile parse(byte[] contents) throws KeyFileException {
        if (contents.length > SoftKey.FILE_BYTES_MAX) {
            throw AgeHeader.malformed("it is too large to hold a key");
        }
        Bytes file =
                contents.length > 0 && contents[0] == '-' ? bare(contents) : Bytes.of(contents);
        AgeHeader header = AgeHeader.parse(file);
        Bytes body = file.slice(header.bytes(), file.length());
        if (body.length() < NONCE_BYTES + Aead.TAG_BYTES
                || body.length() > NONCE_BYTES + CHUNK_BYTES + Aead.TAG_BYTES) {
            throw AgeHeader.malformed("what it holds is cut off, or too large for a key");
        }
        return new AgeFile(header, body);
    }

    /// Whether a passphrase opens it, and not an identity.
    public boolean wantsPassphrase() {
        return scrypt.isPresent();
    }

    /// What the file holds, by a passphrase.
    public SecretBytes open(SecretBytes passphrase) throws KeyFileException {
        AgeHeader.Stanza stanza = scrypt.orElseThrow(() -> notFor("a passphrase"));
        if (stanza.arguments().size() != 2
                || !stanza.arguments().get(1).matches("[1-9][0-9]?")
                || AgeHeader.base64(stanza.arguments().getFirst()).length() != SALT_BYTES) {
            throw AgeHeader.malformed("its passphrase has bad parameters");
        }
        int logN = Integer.parseInt(stanza.arguments().get(1));
        if (logN > SCRYPT_LOG_N_MAX) {
            throw new KeyFileException(
                    "it asks for a scrypt of work factor %d, which takes %d MiB"
                            .formatted(logN, (1L << logN) / 1024),
                    "allowed is %d: encrypt it anew".formatted(SCRYPT_LOG_N_MAX));
        }
        Bytes salt = AgeKeys.scryptSalt(AgeHeader.base64(stanza.arguments().getFirst()));
        byte[] wrapping = scrypt(passphrase, salt, logN);
        try {
            return opened(unwrapped(wrapping, stanza).orElseThrow(LockedKeyFile::wrongPassphrase));
        } finally {
            Arrays.fill(wrapping, (byte) 0);
        }
    }

    /// What the file holds, by the first identity that it is for.
    public SecretBytes open(AgeIdentities identities) throws KeyFileException {
        if (wantsPassphrase()) {
            throw notFor("an identity");
        }
        for (SecretBytes scalar : identities.scalars()) {
            for (AgeHeader.Stanza stanza : header.stanzas()) {
                Optional<byte[]> fileKey = fileKey(scalar, stanza);
                if (fileKey.isPresent()) {
                    return opened(fileKey.get());
                }
            }
        }
        throw new KeyFileException(
                "it is not for any of the identities",
                "look for the identity whose recipient it was encrypted to, with `age-keygen -y`");
    }

    /// The contents of a new file that any of `recipients` can open.
    public static Bytes seal(byte[] plain, List<AgeRecipient> recipients, SecureRandom random)
            throws KeyFileException {
        byte[] fileKey = new byte[AgeKeys.FILE_KEY_BYTES];
        random.nextBytes(fileKey);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] payload = AgeKeys.payloadKey(fileKey, Bytes.of(nonce));
        try {
            StringBuilder header = new StringBuilder(AgeHeader.FIRST_LINE).append('\n');
            for (AgeRecipient recipient : recipients) {
                header.append(recipient.stanza(fileKey, random));
            }
            header.append("---");
            Bytes authenticated = ascii(header.toString());
            Bytes mac = AgeKeys.headerMac(fileKey, authenticated);
            return authenticated
                    .concat(ascii(" " + AgeHeader.base64(mac) + "\n"))
                    .concat(Bytes.of(nonce))
                    .concat(
                            Aead.CHACHA20_POLY1305.seal(
                                    payload, AgeKeys.ONLY_CHUNK, Bytes.EMPTY, plain));
        } finally {
            Arrays.fill(fileKey, (byte) 0);
            Arrays.fill(payload, (byte) 0);
        }
    }

    private static Optional<byte[]> fileKey(SecretBytes scalar, AgeHeader.Stanza stanza)
            throws KeyFileException {
        if (!stanza.type().equals("X25519")) {
            return Optional.empty();
        }
        if (stanza.arguments().size() != 1
                || AgeHeader.base64(stanza.arguments().getFirst()).length()
                        != AgeKeys.POINT_BYTES) {
            throw AgeHeader.malformed("a recipient's share is not 32 bytes");
        }
        Bytes share = AgeHeader.base64(stanza.arguments().getFirst());
        byte[] own = scalar.unsafeExport();
        try {
            Optional<byte[]> wrapping = AgeKeys.wrappingKey(own, share, share, AgeKeys.point(own));
            if (wrapping.isEmpty()) {
                throw AgeHeader.malformed("a recipient's share is of low order");
            }
            byte[] key = wrapping.get();
            try {
                return unwrapped(key, stanza);
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        } finally {
            Arrays.fill(own, (byte) 0);
        }
    }

    private static Optional<byte[]> unwrapped(byte[] wrapping, AgeHeader.Stanza stanza)
            throws KeyFileException {
        if (stanza.body().length() != AgeKeys.FILE_KEY_BYTES + Aead.TAG_BYTES) {
            throw AgeHeader.malformed("a recipient's key is not 32 bytes");
        }
        return Aead.CHACHA20_POLY1305.open(
                wrapping, AgeKeys.ZERO_NONCE, Bytes.EMPTY, stanza.body());
    }

    /// Wipes the file key.
    private SecretBytes opened(byte[] fileKey) throws KeyFileException {
        byte[] payload = AgeKeys.payloadKey(fileKey, body.first(NONCE_BYTES));
        try {
            if (!AgeKeys.headerMac(fileKey, header.authenticated()).equals(header.mac())) {
                throw AgeHeader.malformed("its header was changed");
            }
            Bytes sealed = body.slice(NONCE_BYTES, body.length());
            return SecretBytes.take(
                    Aead.CHACHA20_POLY1305
                            .open(payload, AgeKeys.ONLY_CHUNK, Bytes.EMPTY, sealed)
                            .orElseThrow(() -> AgeHeader.malformed("what it holds was changed")));
        } finally {
            Arrays.fill(fileKey, (byte) 0);
            Arrays.fill(payload, (byte) 0);
        }
    }

    private static byte[] scrypt(SecretBytes passphrase, Bytes salt, int logN)
            throws KeyFileException {
        try {
            return Scrypt.key(passphrase, salt, logN);
        } catch (OutOfMemoryError e) {
            throw new KeyFileException(
                    "the system does not give the %d MiB that its passphrase takes"
                            .formatted((1L << logN) / 1024),
                    "give the service more memory, or encrypt the key to an identity");
        }
    }

    private static KeyFileException notFor(String what) {
        return new KeyFileException(
                "it is not for " + what,
                "a passphrase opens what `age -p` wrote, an identity what `age -r` wrote");
    }

    /// What is in the armor: base64 in lines of 64 characters.
    private static Bytes bare(byte[] contents) throws KeyFileException {
        String text = new String(contents, StandardCharsets.ISO_8859_1).strip();
        List<String> lines = text.lines().toList();
        if (lines.size() < 3
                || !lines.getFirst().equals(ARMOR)
                || !lines.getLast().equals(ARMOR_END)) {
            throw AgeHeader.malformed("its armor has no end");
        }
        String body = String.join("", lines.subList(1, lines.size() - 1));
        try {
            return Bytes.of(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            throw AgeHeader.malformed("its armor holds bad base64");
        }
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
