package countersign.provider.yubihsm.session;

import countersign.provider.yubihsm.wire.DeviceRefusal;

/// What an operator does about an error of the device.
final class Advice {
    private Advice() {}

    static String on(DeviceRefusal refusal) {
        if (refusal.error().isEmpty()) {
            return "look the error up in Yubico's documentation";
        }
        return switch (refusal.error().get()) {
            case INSUFFICIENT_PERMISSIONS ->
                    "use an authentication key that may do this, and an object that lets it";
            case LOG_FULL ->
                    "drain the audit log; an authentication key with get-log-entries may do so";
            case OBJECT_NOT_FOUND -> "list the objects, and compare id, type and domains";
            case OBJECT_EXISTS -> "choose another id, or delete what is there";
            case STORAGE_FAILED -> "delete objects that nobody needs; a full device makes no more";
            case ALGORITHM_DISABLED -> "switch the algorithm on, or use another one";
            case DEMO_MODE -> "restart the device";
            case INVALID_COMMAND, COMMAND_UNEXECUTED ->
                    "its firmware may be too old for this command";
            case INVALID_DATA,
                    INVALID_SESSION,
                    AUTHENTICATION_FAILED,
                    SESSIONS_FULL,
                    SESSION_FAILED,
                    WRONG_LENGTH,
                    INVALID_ID,
                    SSH_CA_CONSTRAINT,
                    INVALID_OTP ->
                    "check the ids, and what the objects may be used for";
        };
    }
}
