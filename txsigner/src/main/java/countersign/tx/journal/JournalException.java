package countersign.tx.journal;

/// The journal or the sequence file cannot be read, trusted or written. Nothing is signed then.
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String next;

    /// `what` is a sentence without its full stop; `next` is what to do about it.
    public JournalException(String what, String next) {
        super(what);
        this.next = next;
    }

    JournalException(String what, String next, Throwable cause) {
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
