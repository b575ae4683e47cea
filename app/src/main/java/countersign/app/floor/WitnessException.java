package countersign.app.floor;

/// A witness says nothing that could be believed. The message is why, a sentence's end.
final class WitnessException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    WitnessException(String why) {
        super(why);
        this.why = why;
    }

    WitnessException(String why, Throwable cause) {
        super(why, cause);
        this.why = why;
    }

    String why() {
        return why;
    }
}
