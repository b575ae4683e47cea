package countersign.provider.pkcs11.cryptoki;

import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.util.Optional;

/// What a PKCS#11 function returns, `CKR_…` of the standard, and what it leaves of a session.
public enum Ckr {
    OK(0x0, Outcome.REFUSED),
    CANCEL(0x1, Outcome.BROKEN),
    HOST_MEMORY(0x2, Outcome.BROKEN),
    SLOT_ID_INVALID(0x3, Outcome.UNREACHED),
    GENERAL_ERROR(0x5, Outcome.BROKEN),
    FUNCTION_FAILED(0x6, Outcome.BROKEN),
    ARGUMENTS_BAD(0x7, Outcome.REFUSED),
    NO_EVENT(0x8, Outcome.REFUSED),
    NEED_TO_CREATE_THREADS(0x9, Outcome.REFUSED),
    CANT_LOCK(0xA, Outcome.REFUSED),
    ATTRIBUTE_READ_ONLY(0x10, Outcome.REFUSED),
    ATTRIBUTE_SENSITIVE(0x11, Outcome.REFUSED),
    ATTRIBUTE_TYPE_INVALID(0x12, Outcome.REFUSED),
    ATTRIBUTE_VALUE_INVALID(0x13, Outcome.REFUSED),
    ACTION_PROHIBITED(0x1B, Outcome.REFUSED),
    DATA_INVALID(0x20, Outcome.REFUSED),
    DATA_LEN_RANGE(0x21, Outcome.REFUSED),
    DEVICE_ERROR(0x30, Outcome.BROKEN),
    DEVICE_MEMORY(0x31, Outcome.BROKEN),
    DEVICE_REMOVED(0x32, Outcome.BROKEN),
    ENCRYPTED_DATA_INVALID(0x40, Outcome.REFUSED),
    ENCRYPTED_DATA_LEN_RANGE(0x41, Outcome.REFUSED),
    AEAD_DECRYPT_FAILED(0x42, Outcome.REFUSED),
    FUNCTION_CANCELED(0x50, Outcome.BROKEN),
    FUNCTION_NOT_PARALLEL(0x51, Outcome.REFUSED),
    FUNCTION_NOT_SUPPORTED(0x54, Outcome.REFUSED),
    KEY_HANDLE_INVALID(0x60, Outcome.UNREACHED),
    KEY_SIZE_RANGE(0x62, Outcome.REFUSED),
    KEY_TYPE_INCONSISTENT(0x63, Outcome.REFUSED),
    KEY_NOT_NEEDED(0x64, Outcome.REFUSED),
    KEY_CHANGED(0x65, Outcome.REFUSED),
    KEY_NEEDED(0x66, Outcome.REFUSED),
    KEY_INDIGESTIBLE(0x67, Outcome.REFUSED),
    KEY_FUNCTION_NOT_PERMITTED(0x68, Outcome.REFUSED),
    KEY_NOT_WRAPPABLE(0x69, Outcome.REFUSED),
    KEY_UNEXTRACTABLE(0x6A, Outcome.REFUSED),
    MECHANISM_INVALID(0x70, Outcome.REFUSED),
    MECHANISM_PARAM_INVALID(0x71, Outcome.REFUSED),
    OBJECT_HANDLE_INVALID(0x82, Outcome.UNREACHED),
    OPERATION_ACTIVE(0x90, Outcome.UNREACHED),
    OPERATION_NOT_INITIALIZED(0x91, Outcome.UNREACHED),
    PIN_INCORRECT(0xA0, Outcome.DENIED),
    PIN_INVALID(0xA1, Outcome.DENIED),
    PIN_LEN_RANGE(0xA2, Outcome.DENIED),
    PIN_EXPIRED(0xA3, Outcome.DENIED),
    PIN_LOCKED(0xA4, Outcome.DENIED),
    SESSION_CLOSED(0xB0, Outcome.UNREACHED),
    SESSION_COUNT(0xB1, Outcome.REFUSED),
    SESSION_HANDLE_INVALID(0xB3, Outcome.UNREACHED),
    SESSION_PARALLEL_NOT_SUPPORTED(0xB4, Outcome.REFUSED),
    SESSION_READ_ONLY(0xB5, Outcome.REFUSED),
    SESSION_EXISTS(0xB6, Outcome.REFUSED),
    SESSION_READ_ONLY_EXISTS(0xB7, Outcome.REFUSED),
    SESSION_READ_WRITE_SO_EXISTS(0xB8, Outcome.REFUSED),
    SIGNATURE_INVALID(0xC0, Outcome.REFUSED),
    SIGNATURE_LEN_RANGE(0xC1, Outcome.REFUSED),
    TEMPLATE_INCOMPLETE(0xD0, Outcome.REFUSED),
    TEMPLATE_INCONSISTENT(0xD1, Outcome.REFUSED),
    TOKEN_NOT_PRESENT(0xE0, Outcome.UNREACHED),
    TOKEN_NOT_RECOGNIZED(0xE1, Outcome.UNREACHED),
    TOKEN_WRITE_PROTECTED(0xE2, Outcome.REFUSED),
    UNWRAPPING_KEY_HANDLE_INVALID(0xF0, Outcome.REFUSED),
    UNWRAPPING_KEY_SIZE_RANGE(0xF1, Outcome.REFUSED),
    UNWRAPPING_KEY_TYPE_INCONSISTENT(0xF2, Outcome.REFUSED),
    USER_ALREADY_LOGGED_IN(0x100, Outcome.REFUSED),
    USER_NOT_LOGGED_IN(0x101, Outcome.UNREACHED),
    USER_PIN_NOT_INITIALIZED(0x102, Outcome.DENIED),
    USER_TYPE_INVALID(0x103, Outcome.REFUSED),
    USER_ANOTHER_ALREADY_LOGGED_IN(0x104, Outcome.REFUSED),
    USER_TOO_MANY_TYPES(0x105, Outcome.REFUSED),
    WRAPPED_KEY_INVALID(0x110, Outcome.REFUSED),
    WRAPPED_KEY_LEN_RANGE(0x112, Outcome.REFUSED),
    WRAPPING_KEY_HANDLE_INVALID(0x113, Outcome.REFUSED),
    WRAPPING_KEY_SIZE_RANGE(0x114, Outcome.REFUSED),
    WRAPPING_KEY_TYPE_INCONSISTENT(0x115, Outcome.REFUSED),
    RANDOM_SEED_NOT_SUPPORTED(0x120, Outcome.REFUSED),
    RANDOM_NO_RNG(0x121, Outcome.REFUSED),
    DOMAIN_PARAMS_INVALID(0x130, Outcome.REFUSED),
    CURVE_NOT_SUPPORTED(0x140, Outcome.REFUSED),
    BUFFER_TOO_SMALL(0x150, Outcome.BROKEN),
    SAVED_STATE_INVALID(0x160, Outcome.REFUSED),
    INFORMATION_SENSITIVE(0x170, Outcome.REFUSED),
    STATE_UNSAVEABLE(0x180, Outcome.REFUSED),
    CRYPTOKI_NOT_INITIALIZED(0x190, Outcome.UNREACHED),
    CRYPTOKI_ALREADY_INITIALIZED(0x191, Outcome.REFUSED),
    MUTEX_BAD(0x1A0, Outcome.BROKEN),
    MUTEX_NOT_LOCKED(0x1A1, Outcome.BROKEN),
    NEW_PIN_MODE(0x1B0, Outcome.DENIED),
    NEXT_OTP(0x1B1, Outcome.DENIED),
    EXCEEDED_MAX_ITERATIONS(0x1B5, Outcome.REFUSED),
    FIPS_SELF_TEST_FAILED(0x1B6, Outcome.BROKEN),
    LIBRARY_LOAD_FAILED(0x1B7, Outcome.UNREACHED),
    PIN_TOO_WEAK(0x1B8, Outcome.DENIED),
    PUBLIC_KEY_INVALID(0x1B9, Outcome.REFUSED),
    FUNCTION_REJECTED(0x200, Outcome.REFUSED),
    TOKEN_RESOURCE_EXCEEDED(0x201, Outcome.BROKEN),
    OPERATION_CANCEL_FAILED(0x202, Outcome.BROKEN),
    KEY_EXHAUSTED(0x203, Outcome.REFUSED);

    private static final long VENDOR_DEFINED = 0x80000000L;

    private final long code;
    private final Outcome outcome;

    Ckr(long code, Outcome outcome) {
        this.code = code;
        this.outcome = outcome;
    }

    public long code() {
        return code;
    }

    public boolean is(long other) {
        return code == other;
    }

    /// The name as the standard and every manual spells it.
    public static String name(long code) {
        return of(code).map(ckr -> "CKR_" + ckr.name()).orElseGet(() -> unnamed(code));
    }

    /// What may be done after this. A code that nobody knows leaves a session that nobody trusts.
    public static Outcome outcome(long code) {
        return of(code).map(ckr -> ckr.outcome).orElse(Outcome.BROKEN);
    }

    /// That `function` failed on `where`.
    public static ProviderException failure(String function, long code, String where) {
        return new ProviderException(
                outcome(code), function + " on " + where + ": " + name(code), next(code));
    }

    /// As [#failure], after which the session cannot be used, whatever the code says.
    public static ProviderException breaking(String function, long code, String where) {
        Outcome outcome = outcome(code);
        return new ProviderException(
                outcome == Outcome.REFUSED ? Outcome.BROKEN : outcome,
                function + " on " + where + ": " + name(code),
                next(code));
    }

    private static Optional<Ckr> of(long code) {
        for (Ckr ckr : values()) {
            if (ckr.code == code) {
                return Optional.of(ckr);
            }
        }
        return Optional.empty();
    }

    private static String unnamed(long code) {
        return code >= VENDOR_DEFINED
                ? "CKR_VENDOR_DEFINED + 0x" + Long.toHexString(code - VENDOR_DEFINED)
                : "an unknown code, 0x" + Long.toHexString(code);
    }

    private static String next(long code) {
        if (code == PIN_LOCKED.code) {
            return "the token has locked its PIN: unlock it with the security officer's";
        }
        if (code == USER_PIN_NOT_INITIALIZED.code || code == PIN_EXPIRED.code) {
            return "set the token's user PIN with the tool of its vendor";
        }
        if (outcome(code) == Outcome.DENIED) {
            return "the PIN is not tried again, since that might lock the token: correct it, then"
                    + " start anew";
        }
        if (code == KEY_FUNCTION_NOT_PERMITTED.code) {
            return "the key must have CKA_SIGN: make it anew, or with `pkcs11 generate`";
        }
        if (code == MECHANISM_INVALID.code || code == CURVE_NOT_SUPPORTED.code) {
            return "this token cannot sign with keys of this type; ask its vendor for a firmware"
                    + " that can";
        }
        return "see the log of the module and of its device; it is tried again by itself";
    }
}
