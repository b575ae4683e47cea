package countersign.harness.yubihsm;

import java.io.Serial;

/// The device says no, with this byte.
final class HsmError extends Exception {
    static final int INVALID_COMMAND = 0x01;
    static final int INVALID_DATA = 0x02;
    static final int INVALID_SESSION = 0x03;
    static final int AUTHENTICATION_FAILED = 0x04;
    static final int SESSIONS_FULL = 0x05;
    static final int STORAGE_FAILED = 0x07;
    static final int WRONG_LENGTH = 0x08;
    static final int INSUFFICIENT_PERMISSIONS = 0x09;
    static final int LOG_FULL = 0x0a;
    static final int OBJECT_NOT_FOUND = 0x0b;
    static final int INVALID_ID = 0x0c;
    static final int OBJECT_EXISTS = 0x11;

    @Serial private static final long serialVersionUID = 1L;

    private final int code;

    HsmError(int code) {
        super("error 0x%02x".formatted(code));
        this.code = code;
    }

    int code() {
        return code;
    }

    /// The whole message that says so.
    byte[] message() {
        return new byte[] {0x7f, 0, 1, (byte) code};
    }
}
