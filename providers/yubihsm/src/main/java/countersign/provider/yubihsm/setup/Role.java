package countersign.provider.yubihsm.setup;

import countersign.provider.yubihsm.wire.Capability;
import countersign.provider.yubihsm.wire.NewObject;

/// Who may log in to a device that was set up, by the id of the authentication key. The order is
/// that in which they are made.
public enum Role {
    /// May do everything. Its password are the 24 words.
    ADMIN(1, "admin", Capability.ALL, Capability.ALL, NewObject.ALL_DOMAINS),
    /// Makes keys, and moves them in and out under a wrap key.
    OPERATOR(
            2,
            "operator",
            Capability.mask(
                    Capability.GENERATE_ASYMMETRIC_KEY,
                    Capability.PUT_ASYMMETRIC_KEY,
                    Capability.GENERATE_HMAC_KEY,
                    Capability.PUT_HMAC_KEY,
                    Capability.IMPORT_WRAPPED,
                    Capability.EXPORT_WRAPPED,
                    Capability.GET_OPAQUE,
                    Capability.GET_OPTION,
                    Capability.GET_LOG_ENTRIES,
                    Capability.SIGN_ATTESTATION_CERTIFICATE),
            Capability.ALL,
            NewObject.ALL_DOMAINS),
    /// Reads and configures the device's log.
    AUDITOR(
            3,
            "auditor",
            Capability.mask(
                    Capability.GET_LOG_ENTRIES,
                    Capability.GET_OPTION,
                    Capability.SET_OPTION,
                    Capability.GET_OPAQUE),
            0,
            NewObject.ALL_DOMAINS),
    /// Signs, in domain 1: what a running signer logs in as.
    VALIDATOR(
            4,
            "validator",
            Capability.mask(
                    Capability.SIGN_ECDSA,
                    Capability.SIGN_EDDSA,
                    Capability.SIGN_ATTESTATION_CERTIFICATE,
                    Capability.GET_LOG_ENTRIES),
            0,
            NewObject.DOMAIN_1);

    private final int id;
    private final String word;
    private final long capabilities;
    private final long delegated;
    private final int domains;

    Role(int id, String word, long capabilities, long delegated, int domains) {
        this.id = id;
        this.word = word;
        this.capabilities = capabilities;
        this.delegated = delegated;
        this.domains = domains;
    }

    /// The id of its authentication key.
    public int id() {
        return id;
    }

    /// Its name in labels, passwords and paths.
    public String word() {
        return word;
    }

    /// The capabilities that its keys and wrap keys may have at most.
    long delegated() {
        return delegated;
    }

    /// Its authentication key, made at this time, such as `operator:2026-11-01T12:00:00Z`.
    NewObject key(String time) {
        return new NewObject(id, word + ":" + time, domains, capabilities);
    }
}
