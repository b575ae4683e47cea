package countersign.json;

/// Text that is no JSON, or more of it than is read.
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Spot at;

    JsonException(Spot at, String what) {
        super(what);
        this.at = at;
    }

    public Spot at() {
        return at;
    }

    /// `12:8: $.marks[3]: what is wrong`.
    public String what() {
        return at + ": " + getMessage();
    }
}
