package countersign.provider.softsign.locked;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.consensus.KeyType;
import countersign.provider.softsign.KeyFileException;
import countersign.provider.softsign.SoftKey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Files that other programs wrote, all of one key: `age` 1.1.1, and for `osmosis.key` the programs
/// `argon2` and OpenSSL.
final class Samples {
    static final String PLAIN = "DEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEFDEA=";
    static final String PASSPHRASE = "correct horse battery";

    private Samples() {}

    static byte[] read(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SoftKey key() {
        try {
            return SoftKey.ofBase64(KeyType.ED25519, ascii(PLAIN));
        } catch (KeyFileException e) {
            throw new AssertionError(e);
        }
    }

    static SecretBytes passphrase(String text) {
        return SecretBytes.take(ascii(text));
    }

    static String text(SecretBytes secret) {
        return new String(secret.unsafeExport(), StandardCharsets.US_ASCII);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    }
}
