package countersign.tx.poll;

/// Nothing can be signed now.
final class NotReadyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String next;

    NotReadyException(String what, String next) {
        super(what);
        this.next = next;
    }

    String what() {
        return String.valueOf(getMessage());
    }

    String next() {
        return next;
    }
}
