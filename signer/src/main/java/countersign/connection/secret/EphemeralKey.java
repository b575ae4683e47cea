package countersign.connection.secret;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.bytes.SecretBytes;

import org.bouncycastle.math.ec.rfc7748.X25519;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// An X25519 key pair for one handshake.
final class EphemeralKey implements AutoCloseable {
    private static final int KEY_BYTES = X25519.POINT_SIZE;

    // Points of low order, with which every key agrees on zero: the list of libsodium, which
    // Tendermint and tmkms used. Beside the check for zero it is a second lock on the same door.
    private static final Set<Bytes> LOW_ORDER =
            Set.of(
                    // 0 and 1
                    Bytes.ofHex("00".repeat(32)),
                    Bytes.ofHex("01" + "00".repeat(31)),
                    // two points of order 8
                    Bytes.ofHex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
                    Bytes.ofHex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
                    // p - 1, p and p + 1
                    Bytes.ofHex("ec" + "ff".repeat(30) + "7f"),
                    Bytes.ofHex("ed" + "ff".repeat(30) + "7f"),
                    Bytes.ofHex("ee" + "ff".repeat(30) + "7f"));

    private final SecretBytes secret;
    private final Bytes publicKey;

    private EphemeralKey(SecretBytes secret) {
        Check.that(secret.length() == KEY_BYTES, "an X25519 secret has 32 bytes");
        this.secret = secret;
        byte[] scalar = secret.unsafeExport();
        byte[] point = new byte[KEY_BYTES];
        X25519.scalarMultBase(scalar, 0, point, 0);
        Arrays.fill(scalar, (byte) 0);
        this.publicKey = Bytes.of(point);
    }

    static EphemeralKey generate(SecureRandom random) {
        byte[] scalar = new byte[KEY_BYTES];
        random.nextBytes(scalar);
        return ofSecret(SecretBytes.take(scalar));
    }

    /// Takes `secret` over: it is wiped with this key.
    static EphemeralKey ofSecret(SecretBytes secret) {
        return new EphemeralKey(secret);
    }

    Bytes publicKey() {
        return publicKey;
    }

    /// The shared secret with `peer`, or empty where `peer` is a point of low order, so that the
    /// secret would be known to everybody.
    Optional<SecretBytes> agree(Bytes peer) {
        if (isLowOrder(peer)) {
            return Optional.empty();
        }
        byte[] scalar = secret.unsafeExport();
        byte[] shared = new byte[KEY_BYTES];
        boolean nonZero = X25519.calculateAgreement(scalar, 0, peer.toArray(), 0, shared, 0);
        Arrays.fill(scalar, (byte) 0);
        return nonZero ? Optional.of(SecretBytes.take(shared)) : Optional.empty();
    }

    @Override
    public void close() {
        secret.close();
    }

    static boolean isLowOrder(Bytes point) {
        byte[] masked = point.toArray();
        // X25519 ignores the top bit.
        masked[masked.length - 1] &= 0x7F;
        return LOW_ORDER.contains(Bytes.of(masked));
    }
}
