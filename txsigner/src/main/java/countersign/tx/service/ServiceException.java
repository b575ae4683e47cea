package countersign.tx.service;

/// The service gave no answer that can be used. Nothing of it is signed.
public final class ServiceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String next;

    /// `what` is a sentence without its full stop; `next` is what to do about it.
    public ServiceException(String what, String next) {
        super(what);
        this.next = next;
    }

    ServiceException(String what, String next, Throwable cause) {
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
