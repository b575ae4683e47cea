package countersign.provider.yubihsm.wire;

/// A command of the device that somebody here sends.
public enum Command {
    ECHO(0x01),
    CREATE_SESSION(0x03),
    AUTHENTICATE_SESSION(0x04),
    SESSION_MESSAGE(0x05),
    DEVICE_INFO(0x06),
    RESET_DEVICE(0x08),
    CLOSE_SESSION(0x40),
    PUT_OPAQUE(0x42),
    GET_OPAQUE(0x43),
    PUT_AUTHENTICATION_KEY(0x44),
    PUT_ASYMMETRIC_KEY(0x45),
    GENERATE_ASYMMETRIC_KEY(0x46),
    LIST_OBJECTS(0x48),
    EXPORT_WRAPPED(0x4a),
    IMPORT_WRAPPED(0x4b),
    PUT_WRAP_KEY(0x4c),
    GET_LOG_ENTRIES(0x4d),
    GET_OBJECT_INFO(0x4e),
    SET_OPTION(0x4f),
    GET_OPTION(0x50),
    GET_PSEUDO_RANDOM(0x51),
    GET_PUBLIC_KEY(0x54),
    SIGN_ECDSA(0x56),
    DELETE_OBJECT(0x58),
    SET_LOG_INDEX(0x67),
    SIGN_EDDSA(0x6a);

    private final int code;

    Command(int code) {
        this.code = code;
    }

    /// The first byte of the message.
    public int code() {
        return code;
    }

    /// For people: `sign-eddsa`.
    public String title() {
        return Words.of(this);
    }
}
