package countersign.keyring.spi;

/// A key backend could not do what it was asked: it failed, lied or is not there. `next` tells an
/// operator what to do about it. Never carries a secret.
public final class ProviderException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final String what;
    private final String next;

    /// What is left of the device's session, which decides whether anybody may ask again.
    public enum Outcome {
        /// The device answered, and the answer is no. Its session is as good as before.
        REFUSED,
        /// The device is not there, or its session ended before the request can have had an effect.
        UNREACHED,
        /// The session broke, and whether the request had an effect is not known.
        BROKEN,
        /// The device does not accept our PIN or password. Trying again might lock it.
        DENIED
    }

    /// The device answered, and the answer is no.
    public ProviderException(String what, String next) {
        this(Outcome.REFUSED, what, next);
    }

    public ProviderException(Outcome outcome, String what, String next) {
        super(what);
        this.outcome = outcome;
        this.what = what;
        this.next = next;
    }

    public ProviderException(Outcome outcome, String what, String next, Throwable cause) {
        super(what, cause);
        this.outcome = outcome;
        this.what = what;
        this.next = next;
    }

    public Outcome outcome() {
        return outcome;
    }

    /// What failed, on what and why: a sentence without its full stop.
    public String what() {
        return what;
    }

    public String next() {
        return next;
    }
}
