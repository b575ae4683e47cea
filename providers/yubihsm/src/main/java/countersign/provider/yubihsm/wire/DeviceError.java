package countersign.provider.yubihsm.wire;

import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.util.Arrays;
import java.util.Optional;

/// The byte with which a device says no, by Yubico's own names.
public enum DeviceError {
    INVALID_COMMAND(0x01, "it does not know the command"),
    INVALID_DATA(0x02, "the command's data are malformed"),
    INVALID_SESSION(0x03, "it does not know the session"),
    AUTHENTICATION_FAILED(0x04, "the authentication failed"),
    SESSIONS_FULL(0x05, "all of its 16 sessions are taken"),
    SESSION_FAILED(0x06, "the session failed"),
    STORAGE_FAILED(0x07, "its storage failed or is full"),
    WRONG_LENGTH(0x08, "the command's data have a wrong length"),
    INSUFFICIENT_PERMISSIONS(0x09, "a capability is missing"),
    LOG_FULL(0x0a, "its audit log is full"),
    OBJECT_NOT_FOUND(0x0b, "it holds no such object, or not in a domain of this session"),
    INVALID_ID(0x0c, "the object id is not allowed"),
    SSH_CA_CONSTRAINT(0x0e, "a constraint of the SSH template is violated"),
    INVALID_OTP(0x0f, "the one-time password is wrong"),
    DEMO_MODE(0x10, "it is in demo mode and must be restarted"),
    OBJECT_EXISTS(0x11, "an object of this type and id is there already"),
    ALGORITHM_DISABLED(0x12, "the algorithm is switched off"),
    COMMAND_UNEXECUTED(0xff, "the command was not executed");

    private final int code;
    private final String meaning;

    DeviceError(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /// The byte behind `7f 00 01`.
    public int code() {
        return code;
    }

    /// For people: a clause whose subject is the device or its answer.
    public String meaning() {
        return meaning;
    }

    /// The error of a byte, unless no firmware known here sends it.
    public static Optional<DeviceError> of(int code) {
        return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
    }

    /// The error with which the device refused a request, in the session. One that anybody may have
    /// said, outside of it, does not count.
    public static Optional<DeviceError> in(ProviderException failure) {
        return failure.outcome() == Outcome.REFUSED
                        && failure.getCause() instanceof DeviceRefusal refusal
                ? refusal.error()
                : Optional.empty();
    }
}
