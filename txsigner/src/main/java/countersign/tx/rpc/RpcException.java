package countersign.tx.rpc;

/// A node gave no answer that can be used. Whether it did what it was asked is not known.
public final class RpcException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String next;

    /// `what` is a sentence without its full stop; `next` is what to do about it.
    public RpcException(String what, String next) {
        super(what);
        this.next = next;
    }

    RpcException(String what, String next, Throwable cause) {
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
