package countersign.tx.http;

/// No answer came, or none that can be used. Whether the other side has done what it was asked is
/// not known.
public final class ExchangeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String next;

    /// `what` is a sentence without its full stop; `next` is what to do about it.
    public ExchangeException(String what, String next) {
        super(what);
        this.next = next;
    }

    ExchangeException(String what, String next, Throwable cause) {
        super(what, cause);
        this.next = next;
    }

    public String what() {
        return String.valueOf(getMessage());
    }

    public String next() {
        return next;
    }
}
