package countersign.provider.softsign.locked;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.provider.softsign.KeyFileException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a locked key file says before its secret: everything that is not secret, and bound to it.
/// The layout is in docs/key-file.md.
///
/// @param key the public key of the secret
/// @param label what its owner calls it
/// @param cost what a guess at the passphrase costs
/// @param salt 16 random bytes
/// @param nonce 12 random bytes
record LockedHeader(PublicKey key, String label, Argon2Cost cost, Bytes salt, Bytes nonce) {
    static final String MAGIC = "countersign locked key ";
    static final int SALT_BYTES = 16;
    static final Pattern LABEL = Pattern.compile("[!-~](?:[ -~]{0,62}[!-~])?");

    /// Lines, with the empty one at the end.
    static final int LINES = 7;

    private static final String FIRST_LINE = MAGIC + "1";
    private static final List<String> NAMES =
            List.of("type ", "public ", "label ", "argon2id ", "aes-256-gcm ");
    private static final Pattern KDF =
            Pattern.compile(
                    "m=([1-9][0-9]{0,8}),t=([1-9][0-9]{0,8}),p=([1-9][0-9]{0,8}),salt=(\\S+)");
    private static final Pattern CIPHER = Pattern.compile("nonce=(\\S+)");

    /// The header as it stands in a file, which is what the secret is bound to.
    String text() {
        return """
        %s
        type %s
        public %s
        label %s
        argon2id m=%d,t=%d,p=%d,salt=%s
        aes-256-gcm nonce=%s

        """
                .formatted(
                        FIRST_LINE,
                        key.type().cometName(),
                        base64(key.value()),
                        label,
                        cost.memoryKib(),
                        cost.passes(),
                        cost.lanes(),
                        base64(salt),
                        base64(nonce));
    }

    /// The secret is bound to every byte of the header.
    Bytes associated() {
        return Bytes.of(text().getBytes(StandardCharsets.US_ASCII));
    }

    /// Reads the first [#LINES] lines of a file. Only what [#text] would write is accepted.
    static LockedHeader parse(List<String> lines) throws KeyFileException {
        String first = lines.isEmpty() ? "" : lines.getFirst();
        if (!first.equals(FIRST_LINE)) {
            throw new KeyFileException(
                    "this is no locked key of format version 1",
                    "it may be of a later version: use the program that wrote it");
        }
        if (lines.size() != LINES) {
            throw changed("it is cut off");
        }
        String[] values = new String[NAMES.size()];
        for (int i = 0; i < values.length; i++) {
            String line = lines.get(i + 1);
            if (!line.startsWith(NAMES.get(i))) {
                throw changed("line " + (i + 2) + " does not begin with `" + NAMES.get(i) + "`");
            }
            values[i] = line.substring(NAMES.get(i).length());
        }
        LockedHeader header = ofValues(values);
        if (!header.text().equals(String.join("\n", lines) + "\n")) {
            throw changed("its header is written otherwise than it should be");
        }
        return header;
    }

    private static LockedHeader ofValues(String[] values) throws KeyFileException {
        PublicKey key = publicKey(values[0], values[1]);
        if (!LABEL.matcher(values[2]).matches()) {
            throw changed("its label is not 1 to 64 printable characters");
        }
        Matcher kdf = KDF.matcher(values[3]);
        Matcher cipher = CIPHER.matcher(values[4]);
        if (!kdf.matches() || !cipher.matches()) {
            throw changed("it does not say how it is locked");
        }
        Argon2Cost cost = new Argon2Cost(number(kdf, 1), number(kdf, 2), number(kdf, 3));
        if (!cost.isAllowed()) {
            throw new KeyFileException(
                    "it asks for Argon2id with m=%d KiB, t=%d, p=%d"
                            .formatted(cost.memoryKib(), cost.passes(), cost.lanes()),
                    "allowed are m=%d to %d, t up to %d and p up to %d: encrypt the key anew"
                            .formatted(
                                    Argon2Cost.MEMORY_KIB_MIN,
                                    Argon2Cost.MEMORY_KIB_MAX,
                                    Argon2Cost.PASSES_MAX,
                                    Argon2Cost.LANES_MAX));
        }
        Bytes salt = bytes(kdf.group(4), SALT_BYTES);
        Bytes nonce = bytes(cipher.group(1), Aead.NONCE_BYTES);
        return new LockedHeader(key, values[2], cost, salt, nonce);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static PublicKey publicKey(String typeName, String value) throws KeyFileException {
        Optional<KeyType> type =
                Arrays.stream(KeyType.values())
                        .filter(known -> known.cometName().equals(typeName))
                        .findFirst();
        if (type.isEmpty()) {
            throw changed("its type is neither ed25519 nor secp256k1");
        }
        try {
            return new PublicKey(type.get(), bytes(value, type.get().publicKeyBytes()));
        } catch (IllegalArgumentException e) {
            throw changed("its public key is none");
        }
    }

    private static Bytes bytes(String text, int length) throws KeyFileException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length == length) {
                return Bytes.of(bytes);
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below.
        }
        throw changed("a value is not the base64 of " + length + " bytes");
    }

    static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toArray());
    }

    static KeyFileException changed(String what) {
        return new KeyFileException(
                "the file was changed: " + what,
                "copy it again as it was written: an editor or a mail may have altered it");
    }
}
