package countersign.harness.node;

/// The node cannot listen at its address. `next` says what to do about it.
public final class ListenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String next;

    public ListenException(String what, String next, Throwable cause) {
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
