package countersign.connection;

/// The peer or the way to it failed. The message is a sentence for an operator; `next` says what to
/// do about it and may be empty.
public final class PeerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final PeerFault fault;
    private final String what;
    private final String next;

    public PeerException(PeerFault fault, String what, String next) {
        super(what);
        this.fault = fault;
        this.what = what;
        this.next = next;
    }

    public PeerException(PeerFault fault, String what, String next, Throwable cause) {
        super(what, cause);
        this.fault = fault;
        this.what = what;
        this.next = next;
    }

    public PeerFault fault() {
        return fault;
    }

    /// What failed, on what and why: a sentence without its full stop.
    public String what() {
        return what;
    }

    public String next() {
        return next;
    }
}
