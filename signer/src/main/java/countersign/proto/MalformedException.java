package countersign.proto;

/// Bytes that are not the message they should be. The text says where they go wrong.
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedException(String what) {
        super(what);
    }
}
