package countersign.provider.yubihsm.wire;

/// What a key may be used for, or what an authentication key lets its session do: a bit of a 64-bit
/// mask, the lowest one first.
public enum Capability {
    GET_OPAQUE(0),
    PUT_OPAQUE(1),
    PUT_AUTHENTICATION_KEY(2),
    PUT_ASYMMETRIC_KEY(3),
    GENERATE_ASYMMETRIC_KEY(4),
    SIGN_ECDSA(7),
    SIGN_EDDSA(8),
    EXPORT_WRAPPED(12),
    IMPORT_WRAPPED(13),
    PUT_WRAP_KEY(14),
    GENERATE_WRAP_KEY(15),
    EXPORTABLE_UNDER_WRAP(16),
    SET_OPTION(17),
    GET_OPTION(18),
    GET_PSEUDO_RANDOM(19),
    PUT_HMAC_KEY(20),
    GENERATE_HMAC_KEY(21),
    GET_LOG_ENTRIES(24),
    RESET_DEVICE(28),
    SIGN_ATTESTATION_CERTIFICATE(34),
    WRAP_DATA(37),
    UNWRAP_DATA(38),
    DELETE_OPAQUE(39),
    DELETE_AUTHENTICATION_KEY(40),
    DELETE_ASYMMETRIC_KEY(41),
    DELETE_WRAP_KEY(42);

    /// Every bit, also those without a meaning yet: what tmkms gives to an administrator.
    public static final long ALL = -1L;

    private final int bit;

    Capability(int bit) {
        this.bit = bit;
    }

    /// Whether a mask has it.
    public boolean in(long mask) {
        return (mask & 1L << bit) != 0;
    }

    /// For people: `sign-eddsa`.
    public String title() {
        return Words.of(this);
    }

    /// The mask of these capabilities.
    public static long mask(Capability... capabilities) {
        long mask = 0;
        for (Capability capability : capabilities) {
            mask |= 1L << capability.bit;
        }
        return mask;
    }
}
