package countersign.keyring.spi;

/// A key backend could not do what it was asked: it failed, lied or is not there. `next` tells an
/// operator what to do about it. Never carries a secret.
public final class ProviderException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String next;

    public ProviderException(String what, String next) {
        super(what);
        this.what = what;
        this.next = next;
    }

    public ProviderException(String what, String next, Throwable cause) {
        super(what, cause);
        this.what = what;
        this.next = next;
    }

    /// What failed, on what and why: a sentence without its full stop.
    public String what() {
        return what;
    }

    public String next() {
        return next;
    }
}
