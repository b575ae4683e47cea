package countersign.harness.yubihsm;

/// Numbers of the wire.
final class Codes {
    static final int ECHO = 0x01;
    static final int CREATE_SESSION = 0x03;
    static final int AUTHENTICATE_SESSION = 0x04;
    static final int SESSION_MESSAGE = 0x05;
    static final int DEVICE_INFO = 0x06;
    static final int RESET_DEVICE = 0x08;
    static final int CLOSE_SESSION = 0x40;
    static final int STORAGE_INFO = 0x41;
    static final int PUT_OPAQUE = 0x42;
    static final int GET_OPAQUE = 0x43;
    static final int PUT_AUTH_KEY = 0x44;
    static final int PUT_ASYMMETRIC = 0x45;
    static final int GENERATE_ASYMMETRIC = 0x46;
    static final int LIST_OBJECTS = 0x48;
    static final int EXPORT_WRAPPED = 0x4a;
    static final int IMPORT_WRAPPED = 0x4b;
    static final int PUT_WRAP_KEY = 0x4c;
    static final int GET_LOG = 0x4d;
    static final int OBJECT_INFO = 0x4e;
    static final int SET_OPTION = 0x4f;
    static final int GET_OPTION = 0x50;
    static final int PSEUDO_RANDOM = 0x51;
    static final int PUBLIC_KEY = 0x54;
    static final int SIGN_ECDSA = 0x56;
    static final int DELETE_OBJECT = 0x58;
    static final int SET_LOG_INDEX = 0x67;
    static final int SIGN_EDDSA = 0x6a;
    static final int BLINK = 0x6b;

    static final int OPAQUE = 1;
    static final int AUTH_KEY = 2;
    static final int ASYMMETRIC = 3;
    static final int WRAP_KEY = 4;

    static final int EC_K256 = 15;
    static final int AUTH_ALGORITHM = 38;
    static final int AES256_CCM_WRAP = 42;
    static final int ED25519 = 46;

    // Bits of a capability mask.
    static final int CAP_GET_OPAQUE = 0;
    static final int CAP_PUT_OPAQUE = 1;
    static final int CAP_PUT_AUTH_KEY = 2;
    static final int CAP_PUT_ASYMMETRIC = 3;
    static final int CAP_GENERATE_ASYMMETRIC = 4;
    static final int CAP_SIGN_ECDSA = 7;
    static final int CAP_SIGN_EDDSA = 8;
    static final int CAP_EXPORT_WRAPPED = 12;
    static final int CAP_IMPORT_WRAPPED = 13;
    static final int CAP_PUT_WRAP_KEY = 14;
    static final int CAP_EXPORTABLE = 16;
    static final int CAP_SET_OPTION = 17;
    static final int CAP_GET_OPTION = 18;
    static final int CAP_RANDOM = 19;
    static final int CAP_GET_LOG = 24;
    static final int CAP_RESET = 28;
    static final int CAP_DELETE_OPAQUE = 39;
    static final int CAP_DELETE_AUTH_KEY = 40;
    static final int CAP_DELETE_ASYMMETRIC = 41;
    static final int CAP_DELETE_WRAP_KEY = 42;

    /// What the device says it can do, in its own order.
    static final byte[] ALGORITHMS = {
        9, 10, 11, 12, 13, 14, 15, 38, 29, 41, 42, 43, 46, 30, 31, 23
    };

    private Codes() {}
}
