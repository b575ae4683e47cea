package countersign.provider.softsign;

/// The contents of a key file are no key that can be used. Never carries a byte of them, and so
/// never the exception of the decoder that stumbled.
public final class KeyFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String next;

    public KeyFileException(String what, String next) {
        super(what);
        this.what = what;
        this.next = next;
    }

    /// What is wrong, without the file's name, which only the caller knows.
    public String what() {
        return what;
    }

    /// What to do about it.
    public String next() {
        return next;
    }
}
