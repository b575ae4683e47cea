package countersign.provider.yubihsm.wire;

import java.util.Arrays;
import java.util.Optional;

/// The type of an object in the device. An object is known by its type and id together.
public enum ObjectType {
    OPAQUE(1),
    AUTHENTICATION_KEY(2),
    ASYMMETRIC_KEY(3),
    WRAP_KEY(4),
    HMAC_KEY(5),
    TEMPLATE(6),
    OTP_AEAD_KEY(7),
    SYMMETRIC_KEY(8),
    PUBLIC_WRAP_KEY(9);

    private final int code;

    ObjectType(int code) {
        this.code = code;
    }

    /// Its byte on the wire.
    public int code() {
        return code;
    }

    /// For people: `asymmetric-key`.
    public String title() {
        return Words.of(this);
    }

    /// The type of a byte, unless no firmware known here sends it.
    public static Optional<ObjectType> of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }
}
