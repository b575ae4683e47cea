package countersign.guard;

/// The state of a chain cannot be read, written or trusted. `next` tells an operator the way out.
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String next;

    public StoreException(String what, String next) {
        super(what);
        this.what = what;
        this.next = next;
    }

    public StoreException(String what, String next, Throwable cause) {
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
