package countersign.provider.yubihsm.wire;

import java.util.Arrays;
import java.util.Optional;

/// An algorithm of the device that somebody here uses, with the length of its key as it is put in.
public enum Algorithm {
    EC_P256(12, 32),
    /// secp256k1
    EC_K256(15, 32),
    AES128_CCM_WRAP(29, 16),
    OPAQUE_DATA(30, 0),
    /// Two keys for AES-128, one to encrypt and one to authenticate.
    AES128_YUBICO_AUTHENTICATION(38, 32),
    AES192_CCM_WRAP(41, 24),
    AES256_CCM_WRAP(42, 32),
    ED25519(46, 32);

    private final int code;
    private final int keyBytes;

    Algorithm(int code, int keyBytes) {
        this.code = code;
        this.keyBytes = keyBytes;
    }

    /// Its byte on the wire.
    public int code() {
        return code;
    }

    /// The length of a private or secret key; zero where there is none.
    public int keyBytes() {
        return keyBytes;
    }

    /// The algorithm of a byte, unless nobody here uses it.
    public static Optional<Algorithm> of(int code) {
        return Arrays.stream(values()).filter(a -> a.code == code).findFirst();
    }

    /// For people, also for what nobody here uses: `ed25519`, `algorithm 47`.
    public static String title(int code) {
        return of(code).map(Words::of).orElse("algorithm " + code);
    }
}
