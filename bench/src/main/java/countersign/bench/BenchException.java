package countersign.bench;

/// A benchmark that cannot go on: what failed, and what to do next.
public final class BenchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String next;

    /// `next` may be empty.
    public BenchException(String what, String next) {
        super(what);
        this.next = next;
    }

    /// The same because of something else.
    public BenchException(String what, String next, Throwable cause) {
        super(what, cause);
        this.next = next;
    }

    /// What failed.
    public String what() {
        return String.valueOf(getMessage());
    }

    /// What to do about it, or empty.
    public String next() {
        return next;
    }
}
